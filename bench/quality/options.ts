/**
 * The options of the comparison of quality.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../../src/errors.ts';
import { refusing } from '../program.ts';

export const USAGE = `Usage: npm run bench:quality -- [--sets FOLDER] [--seeds N] [--results FILE]
         [--methods NAMES] [--threads N] [--quick] [--write] [-o FILE]

  --sets FOLDER      CSV files with an index.json of their targets
                     (default: ../shared/sets)
  --seeds N          splits of each set, from seed 1 on (default: 10)
  --results FILE     keep results here, and go on from those that are kept
  --methods NAMES    these alone, separated by commas
  --threads N        trainings at a time (default: one per core)
  --quick            two epochs, one seed: shows that it works, no more
  --write            put the tables into docs/quality.md
  -o, --output FILE  write all results as JSON, over what is there
  -h, --help         show this
`;

export interface QualityOptions {
  readonly sets: string;
  readonly seeds: number;
  readonly results: string | undefined;
  readonly methods: readonly string[] | undefined;
  readonly threads: number;
  readonly quick: boolean;
  readonly write: boolean;
  readonly output: string | undefined;
  readonly help: boolean;
}

/**
 * @throws UsageError for an unknown option, a value that it doesn't take, or a quick run's figures on their way into the
 *   docs.
 */
export function readOptions(args: string[]): QualityOptions {
  const { sets, seeds, results, methods, threads, quick, write, output, help } = parse(args);
  if (quick && write) {
    throw new UsageError('E_USAGE_CONFLICT', '--write needs a full run: what --quick measures is no figure', {
      hint: 'leave out --quick',
    });
  }
  return {
    sets,
    seeds: quick ? 1 : wholeNumber('--seeds', seeds),
    results,
    methods: methods?.split(','),
    threads: threads === undefined ? availableParallelism() : wholeNumber('--threads', threads),
    quick,
    write,
    output,
    help,
  };
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError('E_USAGE_VALUE', `${name}: got ${JSON.stringify(text.slice(0, 60))}, expected 1 to 9999`);
}

function parse(args: string[]) {
  return refusing(
    () =>
      parseArgs({
        args,
        options: {
          sets: { type: 'string', default: '../shared/sets' },
          seeds: { type: 'string', default: '10' },
          results: { type: 'string' },
          methods: { type: 'string' },
          threads: { type: 'string' },
          quick: { type: 'boolean', default: false },
          write: { type: 'boolean', default: false },
          output: { type: 'string', short: 'o' },
          help: { type: 'boolean', short: 'h', default: false },
        },
      }).values,
  );
}
