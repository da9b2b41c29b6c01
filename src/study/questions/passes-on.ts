/**
 * Does an error that arrives at a unit reach its weights? Only where ReLU has a slope: dz = da where z > 0, else 0.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { TracedNumbers } from './traced-numbers.ts';

const OPTIONS = ['yes, as it is', 'yes, multiplied by z', 'no'];
const [WHOLE, NOTHING] = [0, 2];

export const PASSES_ON = questionOf('passes-on', 'backward', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  if (numbers.target === null) return null;
  const units = numbers.layerNumbers.slice(0, -1).flatMap((layer) => {
    const z = numbers.isRectified(layer) ? (numbers.row(`z${layer}`) ?? []) : [];
    return z.map((value, unit) => ({ layer, unit, z: value }));
  });
  const chosen = numbers.pick(units);
  if (chosen === undefined) return null;
  const { layer, unit, z } = chosen;
  const name = `${layer}.${unit + 1}`;
  return {
    asked: {
      kind: 'choice',
      text: `For this row unit ${name} has z = ${say(z)}, and a ReLU behind it. On the way back an error da arrives at its output. Does it reach the weights that lead into the unit?`,
      options: OPTIONS,
    },
    solve: () => {
      const [da, dz] = [numbers.row(`da${layer}`)?.[unit], numbers.row(`dz${layer}`)?.[unit]];
      const isOn = z > 0;
      const factors = da === undefined || dz === undefined ? '' : ` = ${say(da)} · ${Number(isOn)} = ${say(dz)}`;
      return {
        right: isOn ? WHOLE : NOTHING,
        why: isOn
          ? `z is above 0, where ReLU passes on what it gets: its slope is 1, whatever the size of z. So dz = da · 1${factors}.`
          : `z is not above 0, where ReLU is flat: a stays 0 if z changes a little. Its slope is 0, so dz = da · 0${factors}, and for this row no weight into unit ${name} learns anything.`,
        equation: 'relu.dz',
      };
    },
  };
});
