/**
 * Small customer files with a signal: visits and spend say, with some noise, which class a customer is of.
 */
import { formatCsvRecord } from '../../src/data/csv/csv-writer.ts';
import { createRandom } from '../../src/random.ts';

export interface Customers {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Columns id (zero-padded), visits (whole), spend (two decimals, some below 0) and bought, the target. */
export function customers({ count = 300, seed = '1', classes = ['0', '1'] } = {}): Customers {
  const random = createRandom(seed, 'customers');
  const rows = Array.from({ length: count }, (_, i) => {
    const visits = random.integer(20);
    const spend = random.next() * 100 - 20;
    const score = (visits / 20 + (spend + 20) / 100 + 0.5 * random.next()) / 2.5;
    // The square makes later classes rarer, so that balancing has something to do.
    const label = classes[Math.floor(score ** 1.5 * classes.length)]!;
    return [String(i + 1).padStart(5, '0'), String(visits), spend.toFixed(2), label];
  });
  return { names: ['id', 'visits', 'spend', 'bought'], rows };
}

export function toCsv(
  { names, rows }: Customers,
  { delimiter = ',', lineEnd = '\n', start = '', header = true } = {},
): string {
  const records = header ? [names, ...rows] : rows;
  return start + records.map((fields) => formatCsvRecord(fields, delimiter).replace(/\n$/, lineEnd)).join('');
}

/** The same rows with the columns in another order, or fewer of them. */
export function select({ names, rows }: Customers, wanted: readonly string[]): Customers {
  const places = wanted.map((name) => names.indexOf(name));
  return { names: wanted, rows: rows.map((fields) => places.map((place) => fields[place]!)) };
}

/** The rows with one cell put in place of another. */
export function withCell({ names, rows }: Customers, row: number, name: string, text: string): Customers {
  const place = names.indexOf(name);
  return { names, rows: rows.map((fields, i) => (i === row ? fields.with(place, text) : fields)) };
}
