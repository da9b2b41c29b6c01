/**
 * A curve with no more points than it takes to look the same: Ramer 1972, Douglas & Peucker 1973. A point is left out
 * where the straight line between those kept passes it within the tolerance.
 */
export type Pixel = readonly [x: number, y: number];

const FINEST = 0.2;

/** At most about `most` points: the tolerance, from a fifth of a pixel, doubles until they are. */
export function thinLine(points: readonly Pixel[], most: number): readonly Pixel[] {
  let kept = simplify(points.length > most ? withinColumns(points) : points, FINEST);
  for (let tolerance = 2 * FINEST; kept.length > Math.max(most, 2) && tolerance < 100; tolerance *= 2) {
    kept = simplify(kept, tolerance);
  }
  return kept;
}

/** Of the points that follow each other within a column of pixels: the first, the lowest, the highest and the last. */
function withinColumns(points: readonly Pixel[]): readonly Pixel[] {
  const isKept = new Uint8Array(points.length);
  let [first, lowest, highest] = [0, 0, 0];
  for (const [index, [x, y]] of points.entries()) {
    if (Math.round(x) !== Math.round(points[first]![0])) {
      isKept[first] = isKept[lowest] = isKept[highest] = isKept[index - 1] = 1;
      [first, lowest, highest] = [index, index, index];
    }
    if (y < points[lowest]![1]) lowest = index;
    if (y > points[highest]![1]) highest = index;
  }
  isKept[first] = isKept[lowest] = isKept[highest] = isKept[points.length - 1] = 1;
  return points.filter((_, index) => isKept[index] === 1);
}

function simplify(points: readonly Pixel[], tolerance: number): readonly Pixel[] {
  if (points.length < 3) return points;
  const isKept = new Uint8Array(points.length);
  isKept[0] = 1;
  isKept[points.length - 1] = 1;
  const stretches: [number, number][] = [[0, points.length - 1]];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const [from, to] = stretch;
    let [farthest, distance] = [-1, tolerance];
    for (let index = from + 1; index < to; index++) {
      const away = distanceToSegment(points[index]!, points[from]!, points[to]!);
      if (away > distance) [farthest, distance] = [index, away];
    }
    if (farthest === -1) continue;
    isKept[farthest] = 1;
    stretches.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, index) => isKept[index] === 1);
}

function distanceToSegment([x, y]: Pixel, [x0, y0]: Pixel, [x1, y1]: Pixel): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}
