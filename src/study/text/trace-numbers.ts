/**
 * The tensors of a trace by name, and the blocks of its network: a dense layer with the ReLU and the dropout behind it.
 */
import { log } from '../../tensor/exponential.ts';
import type { TraceDocument, TracedTensor } from '../trace/trace-document.ts';

export interface TracedBlock {
  /** From 1. */
  readonly number: number;
  readonly units: number;
  /** The tap names of what goes in, of z, and of what is behind it, such as `a1` and `dropout1`. */
  readonly input: string;
  readonly z: string;
  readonly behind: readonly { readonly name: string; readonly kind: 'relu' | 'dropout' }[];
  readonly hasBias: boolean;
  readonly l2: number;
}

export class TraceNumbers {
  readonly record: TraceDocument;
  readonly blocks: readonly TracedBlock[];
  readonly #tensors: ReadonlyMap<string, TracedTensor>;

  constructor(record: TraceDocument) {
    this.record = record;
    this.blocks = blocksOf(record);
    this.#tensors = new Map(record.tensors.map((tensor) => [tensor.name, tensor]));
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  tensor(name: string): TracedTensor {
    return this.#tensors.get(name)!;
  }

  /** All numbers; null for a tensor that is too large for the document, or that isn't there. */
  values(name: string): readonly number[] | null {
    return this.#tensors.get(name)?.values ?? null;
  }

  /** Those of the traced row, in a tensor with a row for each row of the batch. */
  row(name: string): readonly number[] | null {
    const tensor = this.#tensors.get(name);
    return tensor?.values?.slice(0, tensor.shape[1]) ?? null;
  }

  /** p of the row's class in this step; null where the class isn't known. */
  get probability(): number | null {
    const { row, network } = this.record;
    const p = this.row('p');
    if (row.target === null || p === null) return null;
    if (network.output === 'softmax') return p[row.target.number]!;
    return row.target.number === 1 ? p[0]! : 1 - p[0]!;
  }

  /** −ln of that; where nothing else is in the loss of the step, with the digits that p has lost near 1. */
  get ownLoss(): number | null {
    const { batch, before } = this.record;
    const p = this.probability;
    if (p === null) return null;
    const isAlone = batch.rows === 1 && batch.weights === null && this.blocks.every(({ l2 }) => l2 === 0);
    if (isAlone) return this.values('loss')![0]!;
    return this.hasDropout ? -log(p) : before.loss;
  }

  get hasDropout(): boolean {
    return this.record.network.layers.some(({ kind, ...options }) => kind === 'dropout' && options['rate'] !== 0);
  }
}

function blocksOf({ network }: TraceDocument): TracedBlock[] {
  const blocks: TracedBlock[] = [];
  for (const { kind, ...options } of network.layers) {
    const last = blocks.at(-1);
    if (kind === 'dense') {
      const number = blocks.length + 1;
      blocks.push({
        number,
        units: network.units[number - 1]!,
        input: last === undefined ? 'x' : outputOf(last),
        z: `z${number}`,
        behind: [],
        hasBias: options['useBias'] === true,
        l2: Number(options['l2']),
      });
    } else if (last !== undefined && (kind === 'relu' || kind === 'dropout')) {
      const name = `${kind === 'relu' ? 'a' : 'dropout'}${last.number}`;
      blocks[blocks.length - 1] = { ...last, behind: [...last.behind, { name, kind }] };
    }
  }
  return blocks;
}

/** The tap name of what the next block sees. */
export const outputOf = ({ z, behind }: TracedBlock): string => behind.at(-1)?.name ?? z;
