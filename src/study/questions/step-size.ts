/**
 * How far does the first step move a weight? Adam: by α, whatever the size of the gradient. Gradient descent: by α·g.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { placeText, TracedNumbers, type WeightPlace } from './traced-numbers.ts';

/** Gradients must be so many times what ε does to them, so that ε changes the step by less than the tolerance. */
const TIMES_EPSILON = 50;
const TOLERANCE = 0.05;

export const STEP_SIZE = questionOf('step-size', 'adam', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  const { kind, t } = trace.optimizer;
  const isPlain = kind === 'sgd' && (t === 1 || numbers.option('momentum') === 0);
  if (!(kind === 'adam' && t === 1) && !isPlain) return null;
  const least =
    kind === 'adam' ? (TIMES_EPSILON * numbers.option('epsilon')) / Math.sqrt(1 - numbers.option('beta2')) : 0;
  const found = numbers.pick(gradients(numbers, least));
  if (found === undefined) return null;
  const { place, gradient } = found;
  const alpha = numbers.option('learningRate');
  const [name, who] = [placeText(place), kind === 'adam' ? "Adam's first step" : 'the step of gradient descent'];
  const expected = kind === 'adam' ? alpha : alpha * Math.abs(gradient);
  return {
    asked: {
      kind: 'number',
      text: `The gradient of ${name} is ${say(gradient)}, and the learning rate α is ${say(alpha)}. How far does ${who} move this weight? (The distance, without its sign.)`,
      tolerance: TOLERANCE * expected,
    },
    solve: () => {
      const step = numbers.ofWeight(`${kind}.step.`, place);
      const size = Math.abs(step);
      const shared = { right: size, answer: say(size) };
      if (kind === 'sgd') {
        const why = `Gradient descent takes α times the gradient: ${say(alpha)} · ${say(gradient)} = ${say(step)}. A gradient of half the size would move the weight half as far.`;
        return { ...shared, why, equation: 'sgd.step' };
      }
      const [mHat, vHat] = [numbers.ofWeight('adam.mhat.', place), numbers.ofWeight('adam.vhat.', place)];
      const why = `At t = 1, m̂ = ${say(mHat)} is the gradient itself and √v̂ = ${say(Math.sqrt(vHat))} its size, so their ratio is ${gradient < 0 ? '−1' : '1'} and the step is α times that: ${say(step)}. The size of the gradient cancels.`;
      return { ...shared, why, equation: 'adam.step' };
    },
  };
});

/** The weights of the kernels with a gradient of at least this size. */
function gradients(numbers: TracedNumbers, least: number): { place: WeightPlace; gradient: number }[] {
  return numbers.layerNumbers.flatMap((layer) => {
    const dW = numbers.matrix(`dW${layer}`);
    if (dW === null) return [];
    return Array.from({ length: dW.rows * dW.columns }, (_, index) => {
      const place = { layer, input: Math.floor(index / dW.columns), unit: index % dW.columns };
      return { place, gradient: dW.at(place.input, place.unit) };
    }).filter(({ gradient }) => gradient !== 0 && Math.abs(gradient) >= least);
  });
}
