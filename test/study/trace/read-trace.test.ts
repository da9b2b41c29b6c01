/** Saved traces are read back as they were written, and anything else is refused by the field that is wrong. */
import { describe, expect, it } from 'vitest';
import { equationNumbers } from '../../../src/study/equations/numbers.ts';
import { GOLDEN_TRACE } from '../../../src/study/trace/golden/golden-trace.ts';
import { readTrace } from '../../../src/study/trace/read-trace.ts';
import { traceRow } from '../../../src/study/trace/trace-row.ts';
import { traceText } from '../../../src/study/trace/trace-text.ts';
import { freshStudy } from '../../support/studies.ts';

describe('a saved trace', () => {
  it('is read back as it was, of rows with empty cells, dates and categories too', async () => {
    expect(readTrace(traceText(GOLDEN_TRACE), 'trace.json')).toEqual(GOLDEN_TRACE);
    const trace = traceRow(await freshStudy('audiobooks', { dropout: 0.2 }, 3), { row: 7, batch: 4 });
    expect(readTrace(traceText(trace), 'trace.json')).toEqual(trace);
  });

  /** The golden trace with another value at a path; undefined leaves the field out. */
  const changed = (path: readonly (string | number)[], value: unknown): string => {
    const trace: unknown = structuredClone(GOLDEN_TRACE);
    const place = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], trace);
    (place as Record<string, unknown>)[path.at(-1)!] = value;
    return JSON.stringify(trace);
  };

  it.each<[string, string, string, string]>([
    ['no JSON', 'glassnet', 'E_JSON_SYNTAX', 'trace.json'],
    ['an empty file', '', 'E_JSON_SYNTAX', 'trace.json'],
    ['a list', '[]', 'E_TRACE_CONFIG', 'trace: expected an object'],
    ['a document of another command', '{"schema":"glassnet.train/1"}', 'E_TRACE_CONFIG', 'glassnet.trace/1'],
    ['a later version', '{"schema":"glassnet.trace/2"}', 'E_TRACE_VERSION', 'glassnet.trace/2'],
    ['no tensors', changed(['tensors'], undefined), 'E_TRACE_CONFIG', 'trace.tensors: expected a list'],
    [
      'a tensor with a number too few',
      changed(['tensors', 0, 'values'], [1, 2, 3, 4, 5]),
      'E_TRACE_CONFIG',
      'trace.tensors[0].values: expected a list of 6',
    ],
    [
      'a text among the numbers',
      changed(['tensors', 2, 'values', 1], '1'),
      'E_TRACE_CONFIG',
      'trace.tensors[2].values[1]: expected a number',
    ],
    [
      'a class beyond the list',
      changed(['row', 'target', 'number'], 2),
      'E_TRACE_CONFIG',
      'trace.row.target.number: expected a class number below 2',
    ],
    [
      'no units',
      changed(['network', 'units'], [3, 0]),
      'E_TRACE_CONFIG',
      'trace.network.units[1]: expected a whole number',
    ],
  ])('that is %s is refused', (_, text, code, message) => {
    expect(() => readTrace(text, 'trace.json')).toThrow(
      expect.objectContaining({
        code,
        file: 'trace.json',
        message: expect.stringContaining(message.replace('trace.json', '')),
      }),
    );
  });

  it('with tensors or parameters left out is read, and its equations say what is missing', () => {
    const without = changed(
      ['tensors'],
      GOLDEN_TRACE.tensors.filter(({ name }) => name !== 'W1'),
    );
    const trace = readTrace(without, 'trace.json');
    expect(equationNumbers(trace, 'dense.z')).toMatchObject({ of: null, note: 'the trace has no W1' });
    const empty = readTrace(changed(['tensors'], []), 'trace.json');
    for (const id of ['dense.z', 'softmax', 'adam.step', 'l2', 'dense.db'] as const) {
      expect(equationNumbers(empty, id).of, id).toBeNull();
    }
  });
});
