/** A model reads new rows in the notation of its training file, and no other. */
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { decodeModel } from '../../src/formats/model-bytes.ts';
import { modelBytes } from '../../src/node/stores/model-store.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import { trainClassifier } from '../../src/training/train-classifier.ts';
import { errorOf } from '../support/errors.ts';

const amounts = Array.from({ length: 120 }, (_, i) => 750.5 + i * 11);
const write = {
  plain: (value: number) => String(value),
  english: (value: number) => `"$${value.toLocaleString('en-US')} "`,
  german: (value: number) => `"${value.toLocaleString('de-DE')}"`,
};

async function modelOf(notation: keyof typeof write) {
  const rows = amounts.map((value, i) => `${write[notation](value)},${i % 7},${i % 3 === 0 ? 'yes' : 'no'}`);
  const bytes = new TextEncoder().encode(['amount,x,y', ...rows, ''].join('\n'));
  const { table, schema } = await readTable(bytes, 'own.csv', { delimiter: ',' }, { target: 'y', id: 'none' });
  const data = prepare(table, schema, {}, 'own.csv');
  const { classifier } = await trainClassifier(data, { hidden: [4], epochs: 2 });
  return decodeModel(modelBytes(classifier, '1'), 'model.safetensors').classifier;
}

describe('a model of amounts', () => {
  it('has the same scores in any notation, and its format where that is not plain', async () => {
    const [plain, english, german] = await Promise.all([modelOf('plain'), modelOf('english'), modelOf('german')]);
    const rows = (written: string) => [{ amount: written, x: 3 }];
    const expected = plain.predictProba(rows('1234.5'));
    expect(english.predictProba(rows('$1,234.5 '))).toEqual(expected);
    expect(english.predictProba(rows('1234.5'))).toEqual(expected);
    expect(german.predictProba(rows('1.234,5'))).toEqual(expected);
    // A number is a number, whatever the marks of the file were.
    for (const model of [plain, english, german]) {
      expect(model.predictProba([{ amount: 1234.5, x: 3 }])).toEqual(expected);
    }
    const formats = [plain, english, german].map(({ pipeline }) => pipeline!.config().format);
    expect(formats[1]).toMatchObject({ decimal: '.', thousands: ',' });
    expect(formats[2]).toMatchObject({ decimal: ',', thousands: '.' });
    expect(formats[0]).toBeUndefined();
  });

  it('refuses another unit, and the marks of another country', async () => {
    const [plain, english] = await Promise.all([modelOf('plain'), modelOf('english')]);
    const refusal = (model: typeof plain, amount: string) => errorOf(() => model.predictProba([{ amount, x: 3 }]));
    for (const amount of ['€950', '1.234,5', '12,34']) {
      expect(refusal(english, amount)).toMatchObject({ code: 'E_CSV_NUMBER', field: 'amount' });
    }
    expect(refusal(english, '€950').message).toContain('"€950" is not a number in $');
    for (const amount of ['$950', '1,234.5']) expect(refusal(plain, amount)).toMatchObject({ code: 'E_CSV_NUMBER' });
  });
});
