/**
 * The space that is searched where nobody gives one: what changes a small network on a table most. Batch size, optimizer
 * and patience are left as they are: where the learning rate varies, they change little.
 */
export const DEFAULT_SPACE = {
  hidden: { in: [[50], [100], [50, 50], [100, 50], [50, 50, 50], [100, 100]] },
  learningRate: { from: 0.0003, to: 0.01, scale: 'log' },
  dropout: { in: [0, 0.1, 0.2, 0.3] },
} as const;
