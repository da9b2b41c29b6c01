/**
 * Rows for programs that train on arrays: visits and spending of customers, and who bought again.
 */

export const X = Array.from({ length: 200 }, (_, i) => [i % 20, ((i * 37) % 100) / 2]);
export const y = X.map(([visits, spent]) => (visits * 2 + spent > 45 ? 1 : 0));
export const unseen = [
  [2, 3],
  [18, 45],
];
