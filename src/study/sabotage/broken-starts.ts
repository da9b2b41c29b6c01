/**
 * Wrong start values. Gradients are right with any, so it is the sanity checks that show them.
 */
import { glorotUniform, heUniform, zeros } from '../../nn/layers/initializers.ts';
import type { Sabotage } from './sabotage.ts';

export const BROKEN_STARTS: readonly Sabotage[] = [
  {
    name: 'he-as-glorot',
    equation: 'he-init',
    breaks: "He's start has Glorot's limit, √(6 / (fanIn + fanOut)) in place of √(6 / fanIn)",
    symptom: 'each layer halves the signal: through ten layers a thousandth arrives, and deep networks learn slowly',
    shownBy: 'sanity',
    parts: { initializer: (real) => (real === heUniform ? glorotUniform : real) },
  },
  {
    name: 'glorot-as-he',
    equation: 'glorot',
    breaks: "Glorot's start has He's limit, √(6 / fanIn) in place of √(6 / (fanIn + fanOut))",
    symptom: 'hidden layers are well, but logits start too wide: the first epoch is spent on unlearning them',
    shownBy: 'sanity',
    parts: { initializer: (real) => (real === glorotUniform ? heUniform : real) },
  },
  {
    name: 'zero-start',
    equation: 'glorot',
    breaks: 'all weights start at 0',
    symptom: 'hidden units are 0 and stay so; only the last bias learns, the shares of the classes',
    shownBy: 'sanity',
    parts: { initializer: () => zeros },
  },
];
