/**
 * What each column adds to the score of one row after another, for the class that the model speaks for: class 1 of two,
 * of more the one that it predicts.
 */
import type { Classifier } from '../../model/classifier.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Contributions } from './contributions.ts';

export class Explainer {
  readonly #classifier: Classifier;
  /** Made when the first row needs them, by class. */
  readonly #contributions = new Map<number | undefined, Contributions>();

  /** @throws RangeError as `Contributions` does. */
  constructor(classifier: Classifier) {
    this.#classifier = classifier;
    if (classifier.positive !== null) this.#of(undefined);
  }

  /**
   * The effects of the model's columns on the logit scale, in their order [m].
   *
   * @param row of inputs [n, d]
   * @param label the class that is predicted
   */
  effectsOf(inputs: Tensor, row: number, label: number): Float64Array {
    const one = this.#of(this.#classifier.positive === null ? label : undefined);
    return one.explain(inputs.slice(row, row + 1))[0]!.effects;
  }

  /** What the effects add up to, and from where; of more classes than two both differ from class to class. */
  get about(): Pick<Contributions, 'explained' | 'background'> | null {
    if (this.#classifier.positive === null) return null;
    const { explained, background } = this.#of(undefined);
    return { explained, background };
  }

  #of(classIndex: number | undefined): Contributions {
    const made = this.#contributions.get(classIndex) ?? new Contributions(this.#classifier, { classIndex });
    this.#contributions.set(classIndex, made);
    return made;
  }
}
