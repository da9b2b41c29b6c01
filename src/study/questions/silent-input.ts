/**
 * What does a row add to the gradient of a weight whose input is 0? dW = x·dz: nothing.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { placeText, TracedNumbers, type WeightPlace } from './traced-numbers.ts';

export const SILENT_INPUT = questionOf('silent-input', 'backward', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  if (numbers.target === null) return null;
  const found = numbers.layerNumbers.map((layer) => silentWeights(numbers, layer));
  // Of units between, the error may be 0 as well; from the inputs and into the logits, that is rare.
  const ends = [...found[0]!, ...(found.length > 1 ? found.at(-1)! : [])];
  const places = ends.length > 0 ? ends : found.flat();
  const place = numbers.pick(places);
  if (place === undefined) return null;
  const { layer, input, unit } = place;
  const source = numbers.sourceName(layer, input);
  const says = layer === 1 ? `The input ${source} is 0` : `${source.replace('unit', 'Unit')} passes on 0`;
  const name = placeText(place);
  return {
    asked: {
      kind: 'number',
      text: `${says} for this row. What does the row add to d${name}, the gradient of the weight from there to unit ${layer}.${unit + 1}?`,
      tolerance: 0,
    },
    solve: () => {
      const dz = numbers.row(`dz${layer}`)?.[unit];
      const product = dz === undefined ? '0 · dz' : `0 · ${say(dz)}`;
      return {
        right: 0,
        answer: '0',
        why: `A row adds its input times the error of the unit: ${product} = 0. A weight whose input is 0 had no part in this row's loss, so the row has nothing to teach it.`,
        equation: 'dense.dW',
      };
    },
  };
});

/** Of a dense layer, from 1: a weight for each input that is 0 in the traced row and not in all rows. */
function silentWeights(numbers: TracedNumbers, layer: number): WeightPlace[] {
  const inputs = numbers.row(numbers.inputName(layer));
  const units = numbers.trace.network.units[layer - 1]!;
  if (inputs === null) return [];
  const constant = new Set(
    numbers.trace.row.cells.flatMap((cell) => cell.inputs.flatMap((one) => (one.isConstant ? [one.index - 1] : []))),
  );
  return inputs.flatMap((value, input) =>
    value === 0 && !(layer === 1 && constant.has(input)) ? [{ layer, input, unit: input % units }] : [],
  );
}
