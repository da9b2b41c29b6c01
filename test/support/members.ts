/**
 * Customers of more kinds of columns: plan (four kinds, one rare), joined (dates), and visits with gaps.
 */
import { customers, type Customers } from './customers.ts';
import { createRandom } from '../../src/random.ts';

const PLANS = ['basic', 'plus', 'pro'];

/** Columns id, visits, spend, plan, joined and bought; of one row in nine the visits are missing. */
export function members(options: Parameters<typeof customers>[0] = {}): Customers {
  const random = createRandom(options.seed ?? '1', 'members');
  const rows = customers(options).rows.map(([id, visits, spend, bought], i) => [
    id!,
    i % 9 === 4 ? '' : visits!,
    spend!,
    i % 60 === 1 ? 'rare' : PLANS[random.integer(3)]!,
    `202${random.integer(4)}-0${1 + random.integer(9)}-1${random.integer(10)}`,
    bought!,
  ]);
  return { names: ['id', 'visits', 'spend', 'plan', 'joined', 'bought'], rows };
}
