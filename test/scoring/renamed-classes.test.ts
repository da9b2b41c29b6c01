/** The same customers under other names of the two classes, in another order of rows or columns: the same bits. */
import { expect, it } from 'vitest';
import { train } from '../../src/facade/train.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { createRandom } from '../../src/random.ts';
import { scoreFile } from '../../src/scoring/score-file.ts';
import { readAll } from '../support/csv.ts';
import { customers, select, toCsv, type Customers } from '../support/customers.ts';

/** The class that counts comes second; in half of the pairs it is the earlier one in code units. */
const NAMES: readonly (readonly [negative: string, positive: string])[] = [
  ['no', 'yes'],
  ['stayed', 'churned'],
  ['A', 'B'],
  ['B', 'A'],
  ['-', '+'],
  ['Existing Customer', 'Attrited Customer'],
  ['Canceled', 'Not_Canceled'],
  ['notckd', 'ckd'],
  ['TRUE', 'false'],
  ['gut, "sehr"', 'schlecht'],
];
const FILES = Array.from({ length: 20 }, (_, i) => [i, NAMES[i % NAMES.length]!] as const);
const QUICK = { preset: 'plain', hidden: [6], epochs: 3, batchSize: 20 } as const;

/** A file of 160 customers with kinds, missing cells and a share of the class "1" of its own. */
function file(number: number): Customers {
  const random = createRandom(number, 'renamed classes');
  const { names, rows } = customers({ count: 160, seed: String(number) });
  const share = 0.15 + 0.6 * random.next();
  const ranks = new Map(rows.toSorted((a, b) => Number(b[2]) - Number(a[2])).map(([id], rank) => [id, rank] as const));
  return {
    names: [...names.slice(0, 3), 'plan', 'bought'],
    rows: rows.map(([id, visits, spend]) => {
      const isLikely = ranks.get(id)! < share * rows.length;
      const plan = random.next() < 0.1 ? '' : ['basic', 'pro', 'free'][random.integer(3)]!;
      return [id!, visits!, spend!, plan, isLikely === random.next() < 0.85 ? '1' : '0'];
    }),
  };
}

function renamed({ names, rows }: Customers, [negative, positive]: readonly [string, string]): Customers {
  return { names, rows: rows.map((fields) => fields.with(4, fields[4] === '1' ? positive : negative)) };
}

/** Each ID's two probabilities as they are written, in the order of the IDs, under the names of the columns. */
async function probabilities(table: Customers, classifier: Classifier): Promise<readonly (readonly string[])[]> {
  let text = '';
  for await (const { scorer, rows } of scoreFile(new TextEncoder().encode(toCsv(table)), classifier, { file: 'own' })) {
    text = `${text === '' ? scorer.header() : text}${new TextDecoder().decode(rows.bytes)}`;
  }
  const [header, ...lines] = (await readAll(text)).records.map(({ fields }) => fields);
  const scored = lines.map((fields) => fields.toSpliced(1, 1));
  return [header!, ...scored.toSorted(([a], [b]) => (a! < b! ? -1 : 1))];
}

it.each(FILES)('file %i of 20 scores the same bits as %j as under 0 and 1', async (number, names) => {
  const table = file(number);
  const other = renamed(table, names);
  const [plain, again, swapped] = await Promise.all([
    train(toCsv(table), QUICK),
    train(toCsv(other), { ...QUICK, positive: names[1] }),
    train(toCsv(other), { ...QUICK, positive: names[0] }),
  ]);
  expect(again.classifier.classes).toEqual(names);
  const [[header, ...expected], [itsHeader, ...found], [, ...wrong]] = await Promise.all([
    probabilities(table, plain.classifier),
    probabilities(other, again.classifier),
    probabilities(other, swapped.classifier),
  ]);
  const { natural, training } = plain.classifier.priors;
  const balanced = natural[1] === training[1] ? [] : ['probability_balanced_1'];
  expect(header).toEqual(['id', 'prediction', 'probability_1', ...balanced]);
  expect(itsHeader).toEqual(header!.map((name) => name.replace('1', names[1])));
  expect(found).toHaveLength(160);
  expect(found).toEqual(expected);
  // The other class has other probabilities: a comparison that passes these would see nothing.
  expect(wrong.filter(([, p], row) => p === expected[row]![1]).length).toBeLessThan(8);
});

it.each(FILES)('file %i of 20 scores the same bits an ID with rows shuffled and columns reversed', async (number) => {
  const table = renamed(file(number), ['stayed', 'churned']);
  const { classifier } = await train(toCsv(table), QUICK);
  const rows = createRandom(number, 'rows').shuffle([...table.rows]);
  const expected = await probabilities(table, classifier);
  for (const dress of [
    { ...table, rows },
    select(table, table.names.toReversed()),
    select(table, ['plan', 'spend', 'visits', 'id']),
  ]) {
    expect(await probabilities(dress, classifier)).toEqual(expected);
  }
  const withoutSpend = table.rows.map((fields) => fields.with(2, '0'));
  expect(await probabilities({ ...table, rows: withoutSpend }, classifier)).not.toEqual(expected);
});
