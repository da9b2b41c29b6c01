/**
 * The options of the benchmark.
 */
import { parseArgs } from 'node:util';
import { UsageError } from '../src/errors.ts';

export const USAGE = `Usage: npm run bench -- [--quick] [--json FILE] [--write-readme]

  --quick         everything for a moment only: shows that it works, no more
  --json FILE     write the report as JSON, over what is there
  --write-readme  put the report into bench/README.md
  -h, --help      show this
`;

export interface BenchOptions {
  readonly quick: boolean;
  readonly json: string | undefined;
  readonly writeReadme: boolean;
  readonly help: boolean;
}

/** @throws UsageError for an unknown option, a missing value, or figures of a quick run on their way into the README. */
export function readOptions(args: string[]): BenchOptions {
  const { quick, json, 'write-readme': writeReadme, help } = parse(args);
  if (quick && writeReadme) {
    throw new UsageError('E_USAGE', '--write-readme needs a full run: what --quick measures is no figure', {
      hint: 'leave out --quick',
    });
  }
  return { quick, json, writeReadme, help };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
        'write-readme': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError('E_USAGE', error.message.slice(0, 200), { hint: '--help' });
    throw error;
  }
}
