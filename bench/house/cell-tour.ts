/**
 * Which files plain numeric cells, and the target beside them, pass on their way into a table. The engine counts calls:
 * a file is on the way if one of its functions is called more often when the CSV has more rows.
 */
import { Session } from 'node:inspector/promises';
import { readTable } from '../../src/data/read-table.ts';

/** Rows of three numbers and a target, in more than one block. */
const FEW_ROWS = 4_000;
const MANY_ROWS = 8_000;
const COLUMNS = { target: 'bought', id: 'none' };

/** The files' names from `src`, sorted. */
export async function cellTour(): Promise<string[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const few = await callsDuring(session, () => readTable(numbers(FEW_ROWS), 'few.csv', {}, COLUMNS));
  const many = await callsDuring(session, () => readTable(numbers(MANY_ROWS), 'many.csv', {}, COLUMNS));
  session.disconnect();
  const onTheWay = [...few].filter(([name, count]) => (many.get(name) ?? 0) > count);
  const files = onTheWay.map(([name]) => name.split('#')[0]!);
  return [...new Set(files)].toSorted();
}

/** Calls of each function of `src`, by file and place. */
async function callsDuring(session: Session, action: () => Promise<unknown>): Promise<Map<string, number>> {
  await session.post('Profiler.takePreciseCoverage');
  await action();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const calls = new Map<string, number>();
  for (const { url, functions } of result) {
    const file = /\/dist\/src\/(.*)\.js$/.exec(url)?.[1];
    if (file === undefined) continue;
    for (const { ranges } of functions) {
      const { startOffset, count } = ranges[0]!;
      if (count > 0) calls.set(`${file}.ts#${startOffset}`, count);
    }
  }
  return calls;
}

function numbers(rows: number): Uint8Array {
  const lines = Array.from({ length: rows }, (_, i) => `${i},${i % 7}.25,${-i},${i % 2}`);
  return new TextEncoder().encode(`a,b,c,bought\n${lines.join('\n')}\n`);
}
