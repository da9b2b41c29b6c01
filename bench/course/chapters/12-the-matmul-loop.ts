/**
 * Chapter 12: the matrix product as measured, and a sum in two orders.
 */
import { readFile } from 'node:fs/promises';
import { tableOf, draw, numberColumn, textColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

/** What each set of kernels is, in the words of the chapter. */
const SETS = { reference: 'the readable loop', scalar: 'steps 1 to 3', simd: 'all five steps' } as const;
const SHOWN = '200×50×50';

interface Measured {
  readonly product: string;
  readonly gflops: Readonly<Record<keyof typeof SETS, number>>;
}

export const matmulLoop: Chapter = {
  name: '12-the-matmul-loop',
  about: 'the loop that takes all the time, and how the same bits come fifty times as fast',
  async picture() {
    const { gflops } = (await measuredProducts()).find(({ product }) => product === SHOWN)!;
    const names = Object.keys(SETS) as (keyof typeof SETS)[];
    return draw({
      id: 'matmul',
      title: 'The same product by three programs',
      sentence: `${SHOWN}: rows × inner × columns. From the readable loop to the fastest is a factor of ${show(gflops.simd / gflops.reference, 2)}.`,
      plot: {
        kind: 'bars',
        x: { label: 'billion operations a second', format: 'number', domain: [0, Math.ceil(gflops.simd / 10) * 10] },
        bars: names.map((name) => ({ name: SETS[name], value: gflops[name], interval: null })),
      },
      table: {
        columns: [textColumn('program'), numberColumn('billion operations a second'), numberColumn('times the first')],
        rows: names.map((name) => [SETS[name], gflops[name], gflops[name] / gflops.reference]),
      },
    });
  },
  async numbers() {
    const products = await measuredProducts();
    const table = tableOf({
      columns: [textColumn('rows × inner × columns'), ...Object.values(SETS).map(numberColumn), numberColumn('factor')],
      rows: products.map(({ product, gflops: { reference, scalar, simd } }) => [
        product,
        reference,
        scalar,
        simd,
        simd / reference,
      ]),
    });
    return `Billions of operations a second, measured by \`npm run bench\` ([machine and spread](../../bench/README.md)):\n\n${table}`;
  },
  experiment() {
    const numbers = Array.from({ length: 100 }, (_, index) => Math.fround(1 / (index + 1)));
    const sum = (values: readonly number[]) => values.reduce((total, value) => Math.fround(total + value), 0);
    const digits = (value: number) => value.toPrecision(9);
    return block(
      `1 + 1/2 + … + 1/100 in float32 = ${digits(sum(numbers))}`,
      `1/100 + 1/99 + … + 1 in float32 = ${digits(sum(numbers.toReversed()))}`,
    );
  },
  look: { at: 'any number: page and command agree to the last digit' },
};

/** As the last measurement is written in bench/README.md. */
async function measuredProducts(): Promise<Measured[]> {
  const text = await readFile('bench/README.md', 'utf8');
  const [, table = ''] =
    /\nMatrix products\n([^]*?)\n\n[A-Z]/.exec(text.slice(text.indexOf('<!-- bench:begin -->'))) ?? [];
  const found = [...table.matchAll(/^matmul (\S+) +reference +(\S+).*\n +scalar +(\S+).*\n +simd +(\S+)/gm)];
  if (found.length === 0) throw new Error('bench/README.md: no table of matrix products');
  return found.map(([, product, reference, scalar, simd]) => ({
    product: product!,
    gflops: { reference: Number(reference), scalar: Number(scalar), simd: Number(simd) },
  }));
}
