/**
 * The options of the benchmark.
 */
import { parseArgs } from 'node:util';
import { UsageError } from '../src/errors.ts';
import { refusing } from './program.ts';

export const USAGE = `Usage: npm run bench -- [--peers | --choosing | --scaling | --explaining |
                        --taps] [--quick] [-o FILE] [--write]

  --peers            compare with the programs of bench/peers that are there
  --choosing         compare training, cross-validation and search with theirs
  --scaling          how the time of a row grows with the job
  --explaining       contributions of customers
  --taps             what a training step costs for being watchable
  --quick            everything for a moment only: shows that it works, no more
  -o, --output FILE  write the report as JSON, over what is there
  --write            put the report into bench/README.md, the scaling as a chart
  -h, --help         show this
`;

export interface BenchOptions {
  readonly peers: boolean;
  readonly choosing: boolean;
  readonly scaling: boolean;
  readonly explaining: boolean;
  readonly taps: boolean;
  readonly quick: boolean;
  readonly output: string | undefined;
  readonly write: boolean;
  readonly help: boolean;
}

/** @throws UsageError for an unknown option, a missing value, or figures of a quick run on their way into the README. */
export function readOptions(args: string[]): BenchOptions {
  const { peers, choosing, scaling, explaining, taps, quick, output, write, help } = parse(args);
  const [first, second] = Object.entries({ peers, choosing, scaling, explaining, taps }).flatMap(([name, on]) =>
    on ? [name] : [],
  );
  if (second !== undefined) {
    throw new UsageError('E_USAGE_CONFLICT', `--${first} and --${second} are two reports`, {
      hint: 'run one after the other',
    });
  }
  if (quick && write) {
    throw new UsageError('E_USAGE_CONFLICT', '--write needs a full run: what --quick measures is no figure', {
      hint: 'leave out --quick',
    });
  }
  return { peers, choosing, scaling, explaining, taps, quick, output, write, help };
}

function parse(args: string[]) {
  return refusing(
    () =>
      parseArgs({
        args,
        options: {
          peers: { type: 'boolean', default: false },
          choosing: { type: 'boolean', default: false },
          scaling: { type: 'boolean', default: false },
          explaining: { type: 'boolean', default: false },
          taps: { type: 'boolean', default: false },
          quick: { type: 'boolean', default: false },
          output: { type: 'string', short: 'o' },
          write: { type: 'boolean', default: false },
          help: { type: 'boolean', short: 'h', default: false },
        },
      }).values,
  );
}
