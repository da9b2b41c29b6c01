/**
 * What does a unit pass on? Its products and its bias are known, and then comes ReLU.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { TracedNumbers } from './traced-numbers.ts';

/** Below this share of what is added up, the digits that are shown say too little of the sum. */
const LEAST_SHARE = 0.01;

interface Unit {
  readonly unit: number;
  readonly products: number;
  readonly bias: number;
}

export const UNIT_OUTPUT = questionOf('unit-output', 'forward', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  const [x, w] = [numbers.row('x'), numbers.matrix('W1')];
  if (x === null || w === null || !numbers.isRectified(1) || numbers.matrix('z1') === null) return null;
  const b = numbers.row('b1');
  const units = Array.from({ length: w.columns }, (_, unit): Unit => {
    const products = x.reduce((sum, value, input) => sum + value * w.at(input, unit), 0);
    return { unit, products, bias: b?.[unit] ?? 0 };
  });
  const clear = units.filter(({ products, bias }) => {
    return Math.abs(products + bias) > LEAST_SHARE * Math.max(Math.abs(products), Math.abs(bias));
  });
  const chosen = numbers.pick(clear);
  if (chosen === undefined) return null;
  const { unit, products, bias } = chosen;
  const name = `1.${unit + 1}`;
  const added = b === null ? 'it has no bias' : `its bias is ${say(bias)}`;
  return {
    asked: {
      kind: 'number',
      text: `For this row the products of unit ${name}, input times weight, add up to ${say(products)}, and ${added}. Behind it is a ReLU. What does the unit pass on?`,
      tolerance: Math.abs(products + bias) / 10,
    },
    solve: () => {
      const [z, a] = [numbers.row('z1')![unit]!, numbers.row('a1')![unit]!];
      const rule = z > 0 ? 'above 0, so ReLU lets it pass as it is' : 'not above 0, so ReLU makes it 0';
      return {
        right: a,
        answer: say(a),
        why: `The sum is z = ${say(z)}, ${rule}. So a = max(0, ${say(z)}) = ${say(a)}.`,
        equation: 'relu',
      };
    },
  };
});
