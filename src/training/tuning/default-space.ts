/**
 * The space that is searched where nobody gives one: what changes a small network on a table most.
 */
export const DEFAULT_SPACE = {
  hidden: { in: [[50], [100], [50, 50], [100, 50], [50, 50, 50], [100, 100]] },
  learningRate: { from: 0.0003, to: 0.01, scale: 'log' },
  weightDecay: { in: [0, 0.01, 0.1, 1, 3] },
  dropout: { in: [0, 0.1, 0.2, 0.3] },
  piecewiseBins: { in: [0, 8, 16, 32] },
} as const;
