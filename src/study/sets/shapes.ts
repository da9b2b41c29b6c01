/**
 * Small data sets that can be seen whole: points in the plane, each with a class, as CSV text. Only operations that IEEE
 * 754 defines to the last bit take part, so every engine writes the same bytes: circles are walked by turning a point
 * again and again, and no sine is needed.
 */
import { createRandom, type Random } from '../../random.ts';

interface Point {
  readonly x1: number;
  readonly x2: number;
  readonly class: string;
}

const HEADER = 'x1,x2,class';

function csvOf(points: readonly Point[], random: Random): string {
  const shuffled = random.shuffle([...points]);
  const lines = shuffled.map((point) => `${point.x1.toFixed(3)},${point.x2.toFixed(3)},${point.class}`);
  return `${[HEADER, ...lines].join('\n')}\n`;
}

/** About normal, by the central limit theorem: the sum of four uniform numbers, scaled to a standard deviation of 1. */
function noise(random: Random): number {
  return (random.next() + random.next() + random.next() + random.next() - 2) * Math.sqrt(3);
}

/**
 * The points of a unit circle from (1, 0) on, turned `step` at a time: cos = (1 − t²) / (1 + t²), sin = 2t / (1 + t²)
 * with t = tan(step / 2).
 */
function turning(t: number, count: number): { cos: number; sin: number }[] {
  const [c, s] = [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
  const points = [{ cos: 1, sin: 0 }];
  while (points.length < count) {
    const { cos, sin } = points.at(-1)!;
    points.push({ cos: cos * c - sin * s, sin: cos * s + sin * c });
  }
  return points;
}

/** Two half circles that reach into each other (Pedregosa et al. 2011, make_moons): no straight line parts them. */
export function moons(): string {
  const random = createRandom('moons');
  const count = 120;
  const points = turning(Math.PI / (count - 1) / 2, count).flatMap(({ cos, sin }): Point[] => [
    { x1: cos + 0.15 * noise(random), x2: sin + 0.15 * noise(random), class: 'upper' },
    { x1: 1 - cos + 0.15 * noise(random), x2: 0.5 - sin + 0.15 * noise(random), class: 'lower' },
  ]);
  return csvOf(points, random);
}

/** Two arms wound round each other (Lang & Witbrock 1988): a hard shape for a small network. */
export function spiral(): string {
  const random = createRandom('spiral');
  const count = 150;
  // One and a half turns.
  const points = turning((1.5 * Math.PI) / count, count).flatMap(({ cos, sin }, i): Point[] => {
    const radius = 0.15 + (0.85 * i) / count;
    return [1, -1].map((side) => ({
      x1: side * radius * cos + 0.02 * noise(random),
      x2: side * radius * sin + 0.02 * noise(random),
      class: side === 1 ? 'one' : 'two',
    }));
  });
  return csvOf(points, random);
}

/** Three clouds of points, one for each of three classes. */
export function clusters(): string {
  const random = createRandom('clusters');
  const centres = [
    { x1: 0, x2: 1, class: 'a' },
    { x1: -0.9, x2: -0.5, class: 'b' },
    { x1: 0.9, x2: -0.5, class: 'c' },
  ];
  const points = centres.flatMap((centre) =>
    Array.from({ length: 80 }, () => ({
      x1: centre.x1 + 0.45 * noise(random),
      x2: centre.x2 + 0.45 * noise(random),
      class: centre.class,
    })),
  );
  return csvOf(points, random);
}
