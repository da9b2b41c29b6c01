/**
 * Small runs to explain: customers with a number, an amount, a kind and an income that is sometimes missing.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customers, toCsv, type Customers } from '../../support/customers.ts';
import { succeed } from '../../support/run-here.ts';

export const QUICK = '--preset plain --hidden 8 --epochs 6 --batch-size 20 --no-report -q -f'.split(' ');

/** id, visits, spend, plan, income and bought. */
export function shop(): Customers {
  const { rows } = customers({ classes: ['no', 'yes'] });
  return {
    names: ['id', 'visits', 'spend', 'plan', 'income', 'bought'],
    rows: rows.map(([id, visits, spend, bought], i) => {
      const income = i % 5 === 0 ? '' : String(1000 + ((i * 37) % 90) * 10);
      return [id!, visits!, spend!, ['basic', 'pro', 'team'][i % 3]!, income, bought!];
    }),
  };
}

/** Writes `shop.csv` and a run `run` of it. */
export async function trainShop(cwd: string): Promise<void> {
  writeFileSync(join(cwd, 'shop.csv'), toCsv(shop()));
  await succeed(['train', 'shop.csv', ...QUICK, '-o', 'run'], { cwd });
}
