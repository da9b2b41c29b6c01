/** The kinks of a line, and that their order matters to what is integrated from one to the next. */
import { describe, expect, it } from 'vitest';
import { weighted } from '../../../src/explain/contributions/affine-map.ts';
import { KinkList } from '../../../src/explain/contributions/kink-list.ts';
import { forwardValues, KinkWalk } from '../../../src/explain/contributions/kink-walk.ts';
import { PathIntegral } from '../../../src/explain/contributions/path-integral.ts';
import { reluNetwork } from '../../../src/explain/contributions/relu-network.ts';
import { Sequential } from '../../../src/nn/sequential.ts';
import { createRandom } from '../../../src/random.ts';
import { drawBiases, makeLayers, toReference } from '../../support/networks.ts';
import { randomTensor } from '../../support/tensors.ts';
import { kinkTimes } from './oracle.ts';

const layers = makeLayers({ hidden: [20, 16, 12], outputs: 2 });
const network = new Sequential(layers, { inputDim: 6, seed: 1 });
drawBiases(layers, 1);
const { hidden, output } = reluNetwork(network);
const lines = randomTensor(createRandom(2, 'lines'), 40, 6).toRows();

function walked(b: readonly number[], x: readonly number[]) {
  const maps = [...hidden, weighted(output, [-1, 1])];
  const walk = new KinkWalk(maps);
  const values = forwardValues(maps, b);
  const end = walk.walk(values, forwardValues(maps, x)[0]!);
  return { maps, walk, values, end, f: [b, x].map((row) => forwardValues(maps, row).at(-1)![0]!) };
}

/** How far Σ (x − b)·W₁·V is from f(x) − f(b), with the kinks in this order. */
function incompleteness(b: readonly number[], x: readonly number[], reorder: (kinks: KinkList) => KinkList): number {
  const { maps, walk, values, f } = walked(b, x);
  const integral = new PathIntegral(maps);
  const kinks = reorder(walk.kinks);
  const V = integral.integrate(integral.startAt(values), kinks, kinks.times, 1);
  const { kernel, units } = maps[0]!;
  let sum = 0;
  for (const [i, value] of x.entries()) {
    for (const [j, v] of V.entries()) sum += (value - b[i]!) * kernel[i * units + j]! * v;
  }
  return Math.abs(sum - (f[1]! - f[0]!));
}

describe('a walk', () => {
  it('finds the kinks of the oracle, in order, to 1e-9', () => {
    let most = 0;
    for (let i = 0; i < 40; i += 2) {
      const { kinks } = walked(lines[i]!, lines[i + 1]!).walk;
      const found = [...kinks.times.subarray(0, kinks.count)];
      const expected = kinkTimes([toReference(layers, 1)], lines[i]!, lines[i + 1]!).slice(1, -1);
      expect(found).toHaveLength(expected.length);
      for (const [k, time] of found.entries()) expect(Math.abs(time - expected[k]!)).toBeLessThan(1e-9);
      expect(found).toEqual(found.toSorted((p, q) => p - q));
      most = Math.max(most, found.length);
    }
    expect(most).toBeGreaterThan(20);
  });

  it('ends at f of where it leads to, and knows f at each kink', () => {
    for (let i = 0; i < 40; i += 2) {
      const [b, x] = [lines[i]!, lines[i + 1]!];
      const { maps, walk, end, f } = walked(b, x);
      expect(Math.abs(end - f[1]!)).toBeLessThan(1e-12);
      const { count, times, values } = walk.kinks;
      for (let k = 0; k < count; k++) {
        const there = b.map((value, j) => value + times[k]! * (x[j]! - value));
        expect(Math.abs(values[k]! - forwardValues(maps, there).at(-1)![0]!)).toBeLessThan(1e-12);
      }
    }
  });

  it('has more kinks than the list holds at first', () => {
    const kinks = new KinkList();
    for (let k = 0; k < 200; k++) kinks.add(k / 200, k % 3, k, -k);
    expect(kinks.count).toBe(200);
    for (let k = 0; k < 200; k++) {
      expect([kinks.times[k], kinks.layers[k], kinks.units[k], kinks.values[k]]).toEqual([k / 200, k % 3, k, -k]);
    }
  });
});

describe('the integral from kink to kink', () => {
  it('adds up to f(x) − f(b) within 1e-12', () => {
    for (let i = 0; i < 40; i += 2)
      expect(incompleteness(lines[i]!, lines[i + 1]!, (kinks) => kinks)).toBeLessThan(1e-12);
  });

  it.each<[string, (kinks: KinkList) => KinkList]>([
    ['the times of the units mixed up', (kinks) => changed(kinks, (k, count) => count - 1 - k)],
    ['the last kink missing', (kinks) => ({ ...copyOf(kinks), count: kinks.count - 1 }) as KinkList],
  ])('control: does not with %s', (_, reorder) => {
    const worst = Array.from({ length: 20 }, (__, i) => incompleteness(lines[2 * i]!, lines[2 * i + 1]!, reorder));
    expect(worst.filter((off) => off > 1e-6).length).toBeGreaterThan(15);
  });
});

function copyOf({ count, times, layers: ls, units, values }: KinkList) {
  return { count, times: times.slice(), layers: ls.slice(), units: units.slice(), values: values.slice() };
}

/** The same times, of the units at other places. */
function changed(kinks: KinkList, place: (k: number, count: number) => number): KinkList {
  const copy = copyOf(kinks);
  for (let k = 0; k < kinks.count; k++) {
    const from = place(k, kinks.count);
    copy.layers[k] = kinks.layers[from]!;
    copy.units[k] = kinks.units[from]!;
  }
  return copy as KinkList;
}
