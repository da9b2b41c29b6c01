/**
 * `predict --keep`: columns of the file stand beside the scores, their texts as they were.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const table = customers();
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20', '-q'];
const at = { cwd: folder };

/** The customers, with an e-mail address and a note as first and last column. */
function withNotes(note: (row: number) => string): { names: string[]; rows: string[][] } {
  const rows = table.rows.map((fields, row) => [`m${row}@shop.example`, ...fields, note(row)]);
  return { names: ['email', ...table.names, 'note'], rows };
}

beforeAll(async () => {
  writeFileSync(join(folder, 'customers.csv'), toCsv(table));
  await succeed(['train', 'customers.csv', ...QUICK, '-o', 'run'], at);
  writeFileSync(join(folder, 'notes.csv'), toCsv(withNotes((row) => `n${row}`)));
});

async function predict(file: string, ...words: string[]): Promise<string[][]> {
  return readFields((await succeed(['predict', file, '-m', 'run', '-q', ...words], at)).stdout);
}

describe('predict --keep', () => {
  it('writes the columns behind the ID, in the order asked, and changes nothing else', async () => {
    const [bare, kept] = await Promise.all([predict('notes.csv'), predict('notes.csv', '--keep', 'note,email')]);
    expect(kept[0]!.slice(0, 4)).toEqual(['id', 'note', 'email', 'prediction']);
    expect(kept[300]!.slice(0, 3)).toEqual([table.rows[299]![0], 'n299', 'm299@shop.example']);
    expect(kept.map((fields) => fields.toSpliced(1, 2))).toEqual(bare);
  });

  it('keeps texts byte for byte, quoted where needed, whether records are plain or parsed', async () => {
    const texts = ['007', ' x ', '1,50', 'say "hi"', 'two\nlines', '', '=1+1', 'Zoë', '\u202e', '1e3', 'NA'];
    const noted = withNotes((row) => texts[row % texts.length]!);
    writeFileSync(join(folder, 'texts.csv'), toCsv(noted));
    const kept = await predict('texts.csv', '--keep', 'note');
    expect(kept.slice(1).map((fields) => fields[1])).toEqual(noted.rows.map((fields) => fields.at(-1)));
  });

  it('numbers the rows of a model without an ID, and keeps behind the number', async () => {
    await succeed(['train', 'customers.csv', ...QUICK, '--id', 'none', '--drop', 'id', '-o', 'no-id'], at);
    const { stdout } = await succeed(['predict', 'notes.csv', '-m', 'no-id', '-q', '--keep', 'id,note'], at);
    const lines = await readFields(stdout);
    expect(lines[0]!.slice(0, 4)).toEqual(['row', 'id', 'note', 'prediction']);
    expect(lines[2]!.slice(0, 3)).toEqual(['2', table.rows[1]![0], 'n1']);
  });

  it('goes with --top and --bad-rows, and writes the ID once', async () => {
    const noted = withNotes((row) => `n${row}`);
    noted.rows[7]![noted.names.indexOf('visits')] = 'many';
    writeFileSync(join(folder, 'bad.csv'), toCsv(noted));
    const words = ['--keep', 'id,note', '--bad-rows', 'skip', '--top', '5', '-o', 'top.csv'];
    await succeed(['predict', 'bad.csv', '-m', 'run', '-q', ...words], at);
    const lines = await readFields(readFileSync(join(folder, 'top.csv'), 'utf8'));
    expect(lines).toHaveLength(6);
    expect(lines[0]!.slice(0, 3)).toEqual(['id', 'note', 'prediction']);
    for (const [id, note] of lines.slice(1)) expect(table.rows[Number(note!.slice(1))]![0]).toBe(id);
    expect(readFileSync(join(folder, 'top.rejects.csv'), 'utf8')).toContain('n7');
  });

  it('gives a number to a column that is called as one of the scores', async () => {
    const noted = withNotes((row) => `n${row}`);
    const names = noted.names.map((name) =>
      name === 'note' ? 'prediction' : name === 'email' ? 'prediction_2' : name,
    );
    writeFileSync(join(folder, 'names.csv'), toCsv({ ...noted, names }));
    const lines = await predict('names.csv', '--keep', 'prediction,prediction_2');
    expect(lines[0]!.slice(0, 4)).toEqual(['id', 'prediction_3', 'prediction_2', 'prediction']);
    expect(lines[1]!.slice(1, 3)).toEqual(['n0', 'm0@shop.example']);
  });

  it('refuses a column that is not there, with those that are', async () => {
    const line = expectRefusal(await run(['predict', 'notes.csv', '-m', 'run', '--keep', 'emial'], at), {
      exit: 2,
      start: 'notes.csv: error E_USAGE_COLUMN: --keep: there is no column "emial"',
    });
    expect(line).toContain('"email"');
  });

  it('gives the same bytes with 1, 2 and 4 threads, for 9 MB of plain records and of some with quotes', async () => {
    for (const quote of ['', '"']) {
      const path = join(folder, `long${quote.length}.csv`);
      const noted = withNotes((row) => (row === 150 ? `${quote}n${quote}` : 'a note of some length'));
      const [header, ...lines] = toCsv(noted).trimEnd().split('\n');
      writeFileSync(path, `${header}\n${`${lines.join('\n')}\n`.repeat(500)}`);
      const outputs = await Promise.all(
        [1, 2, 4].map(async (threads) => {
          const words = ['predict', path, '-m', 'run', '--keep', 'note,email', '--threads', String(threads), '-q'];
          return (await succeed(words, at)).stdout;
        }),
      );
      expect(outputs[0]!.split('\n')).toHaveLength(1 + 150_000 + 1);
      expect(outputs[1]).toBe(outputs[0]);
      expect(outputs[2]).toBe(outputs[0]);
    }
  });
});
