/**
 * The tensors of one training step by the names of their taps, to be asked for single numbers: `z1[1,2]` is row 1, unit
 * 2, counted from 1; `db2[1]` is an element of a vector; `loss` is a number of its own.
 */
export interface Recorded {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[] | null;
}

export class Recording {
  readonly #tensors: ReadonlyMap<string, Recorded>;

  constructor(tensors: readonly Recorded[]) {
    this.#tensors = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  }

  /** @throws Error naming what there is, if there is no such tensor. */
  tensor(name: string): { readonly shape: readonly number[]; readonly values: readonly number[] } {
    const { shape, values = null } = this.#tensors.get(name) ?? {};
    if (shape === undefined || values === null) {
      throw new Error(`no numbers of ${name}: there are ${[...this.#tensors.keys()].join(' ')}`);
    }
    return { shape, values };
  }

  /** The number at a place such as `z1[1,2]`. @throws Error if it isn't there. */
  at(place: string): number {
    const [, name, indices = ''] = /^(.+?)(?:\[([\d,]+)\])?$/.exec(place) ?? [];
    const { shape, values } = this.tensor(name!);
    const given = indices === '' ? [] : indices.split(',').map(Number);
    const isInside = given.length === shape.length && given.every((index, axis) => index >= 1 && index <= shape[axis]!);
    const isScalar = given.length === 0 && values.length === 1;
    if (!isInside && !isScalar) throw new Error(`${place}: ${name} is [${shape.join(', ')}]`);
    return values[given.reduce((offset, index, axis) => offset * shape[axis]! + index - 1, 0)]!;
  }

  /** Row `row` of a matrix, counted from 1; of a vector, the vector. */
  row(name: string, row = 1): readonly number[] {
    const { shape, values } = this.tensor(name);
    const width = shape.at(-1)!;
    return shape.length === 1 ? values : values.slice((row - 1) * width, row * width);
  }

  /** All rows of a matrix; of a vector, one. */
  rows(name: string): (readonly number[])[] {
    const { shape } = this.tensor(name);
    return Array.from({ length: shape.length === 1 ? 1 : shape[0]! }, (_, index) => this.row(name, index + 1));
  }
}
