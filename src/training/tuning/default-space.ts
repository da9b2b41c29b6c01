/**
 * The space that is searched where nobody gives one: what changes a small network on a table most. Dropout is not in it:
 * it gains nothing where several networks answer together, as the preset `best` has it.
 */
export const DEFAULT_SPACE = {
  hidden: { in: [[32], [64], [48, 48], [64, 32], [48, 48, 48]] },
  learningRate: { from: 0.0005, to: 0.01, scale: 'log' },
  weightDecay: { in: [0, 0.1, 0.3, 1, 3] },
  piecewiseBins: { in: [0, 8, 16] },
} as const;
