/** `predict --explain`: the strongest reasons beside each score, the same as `explain --row` finds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RowExplanation } from '../../../src/explain/explanation-document.ts';
import { Reasons } from '../../../src/explain/contributions/reasons.ts';
import { loadModel } from '../../../src/node/stores/model-store.ts';
import { scoreFile } from '../../../src/scoring/score-file.ts';
import { expectRefusal, run as runProgram, temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { QUICK, shop, trainShop } from './shops.ts';

const folder = temporaryFolder();
const at = { cwd: folder };
const table = shop();

const predict = async (file: string, ...words: string[]) =>
  readFields((await succeed(['predict', file, '-m', 'run', '-q', ...words], at)).stdout);

beforeAll(() => trainShop(folder));

describe('predict --explain', () => {
  it('writes words and effects behind the scores, and changes nothing else', async () => {
    const [bare, explained] = [await predict('shop.csv'), await predict('shop.csv', '--explain', '2')];
    const width = bare[0]!.length;
    expect(explained.map((fields) => fields.slice(0, width))).toEqual(bare);
    expect(explained[0]!.slice(width)).toEqual(['reason_1', 'reason_1_effect', 'reason_2', 'reason_2_effect']);
    for (const fields of explained.slice(1)) {
      const [first, effect, , second] = fields.slice(width);
      expect(first).toMatch(/^(?:visits|spend|plan|income) (?:= [-\w.]+|missing)$/);
      expect(effect).toMatch(/^-?\d+(?:\.\d+)?(?:e-\d+)?$/);
      expect(Math.abs(Number(effect))).toBeGreaterThanOrEqual(Math.abs(Number(second)));
    }
  });

  it('gives the reasons that explain --row gives', async () => {
    const [names, ...rows] = await predict('shop.csv', '--explain', '4');
    const first = names!.indexOf('reason_1');
    for (const place of [0, 4, 150]) {
      const { row } = (await json(
        ['explain', 'shop.csv', '-m', 'run', '--row', table.rows[place]![0]!],
        at,
      )) as unknown as {
        row: RowExplanation;
      };
      const expected = row.contributions
        .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
        .flatMap(({ column, cell, effect }) => [
          cell === null ? `${column} missing` : `${column} = ${cell}`,
          String(Number(effect.toPrecision(4))),
        ]);
      expect(rows[place]!.slice(first)).toEqual(expected);
    }
  });

  it('leaves fields empty where a model has fewer columns', async () => {
    const [names, row] = await predict('shop.csv', '--explain', '6');
    expect(names).toHaveLength(names!.indexOf('reason_1') + 12);
    expect(row!.slice(-4)).toEqual(['', '', '', '']);
  });

  it('is the same for plain records and quoted ones, by pages of any length', async () => {
    const { classifier } = await loadModel(join(folder, 'run'));
    const plain = toCsv(table);
    const quoted = plain.replaceAll(/(^|,)([^,\n]*)/gm, '$1"$2"');
    const score = async (text: string, pageLength?: number) => {
      const reasons = new Reasons(classifier, 3);
      const source = new TextEncoder().encode(text);
      const parts: string[] = [];
      for await (const { rows } of scoreFile(source, classifier, {
        file: 'f.csv',
        reasons,
        ...(pageLength && { pageLength }),
      })) {
        parts.push(new TextDecoder().decode(rows.bytes));
      }
      return parts.join('');
    };
    const expected = await score(plain);
    expect(expected.split('\n')).toHaveLength(301);
    for (const pageLength of [256, 2048, 5000])
      expect(await score(plain, pageLength), String(pageLength)).toBe(expected);
    expect(await score(quoted)).toBe(expected);
  });

  it('goes with --keep and --top, where the file has columns of the same names', async () => {
    const names = ['reason_1', ...table.names];
    writeFileSync(join(folder, 'same.csv'), toCsv({ names, rows: table.rows.map((cells) => ['own', ...cells]) }));
    const lines = await predict('same.csv', '--explain', '1', '--keep', 'reason_1', '--top', '5');
    expect(lines).toHaveLength(6);
    expect(lines[0]!.slice(0, 3)).toEqual(['id', 'reason_1_2', 'prediction']);
    expect(lines[0]!.slice(-2)).toEqual(['reason_1', 'reason_1_effect']);
    expect(lines[1]![1]).toBe('own');
  });

  it('of three classes speaks of the one that is predicted', async () => {
    const rows = table.rows.map((cells, i) => cells.with(5, ['a', 'b', 'c'][(Number(cells[1]) + i) % 3]!));
    writeFileSync(join(folder, 'three.csv'), toCsv({ names: table.names, rows }));
    await succeed(['train', 'three.csv', ...QUICK, '-o', 'three'], at);
    const { stdout } = await succeed(['predict', 'three.csv', '-m', 'three', '-q', '--explain', '1'], at);
    const [names, ...lines] = await readFields(stdout);
    for (const place of [3, 8]) {
      const document = await json(['explain', 'three.csv', '-m', 'three', '--row', table.rows[place]![0]!], at);
      const { row, prediction } = document as unknown as { row: RowExplanation; prediction: string };
      const [strongest] = row.contributions.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
      expect(lines[place]![names!.indexOf('prediction')]).toBe(prediction);
      expect(lines[place]![names!.indexOf('reason_1_effect')]).toBe(String(Number(strongest!.effect.toPrecision(4))));
    }
  });

  it('says in the document what the effects are, and refuses 0 reasons', async () => {
    const document = await json(['predict', 'shop.csv', '-m', 'run', '--explain', '2', '-o', 'scores.csv'], at);
    expect(document['reasons']).toMatchObject({ count: 2, scale: 'log-odds', background: { rows: 58 } });
    const result = await run(['predict', 'shop.csv', '-m', 'run', '--explain', '0'], at);
    expectRefusal(result, { exit: 2, start: 'glassnet: error E_USAGE_VALUE' });
  });

  it('gives the same bytes with 1 thread and with 3', async () => {
    const { names, rows } = table;
    const many = Array.from({ length: 8 }, (_, i) =>
      rows.map((cells) => cells.with(0, `${cells[0]!}-${'k'.repeat(20)}${i}`)),
    );
    writeFileSync(join(folder, 'many.csv'), toCsv({ names, rows: many.flat() }));
    const scores = await Promise.all(
      ['1', '3'].map(async (threads) => {
        const out = join(folder, `many-${threads}.csv`);
        const words = ['predict', 'many.csv', '-m', 'run', '--explain', '3', '--threads', threads, '-o', out, '-q'];
        expect(await runProgram(words, at)).toMatchObject({ code: 0, stderr: '' });
        return readFileSync(out, 'utf8');
      }),
    );
    expect(scores[0]!.split('\n')).toHaveLength(2402);
    expect(scores[1]).toBe(scores[0]);
  });
});
