/**
 * A unit of a dense layer, written out for one row: what goes in times its weights, and where its error comes from.
 */
import type { NeuronPlace, ParameterPlace } from '../session/parameter-place.ts';
import { slopeOf, type DenseBlock } from './dense-blocks.ts';
import { shortFloat32 } from './float32-text.ts';
import type { StepRecorder } from './step-recorder.ts';
import type { OpenedNeuron } from './trace-document.ts';

const { fround } = Math;

type Delta = NonNullable<OpenedNeuron['delta']>;

/** The weights into the unit, and its bias. */
export function placesInto({ kernel, bias }: DenseBlock, unit: number): ParameterPlace[] {
  const weights = Array.from({ length: kernel.shape[0]! }, (_, i) => ({ name: kernel.name, place: [i + 1, unit] }));
  return bias === null ? weights : [...weights, { name: bias.name, place: [unit] }];
}

/** The tensors that an opened neuron is written out from. */
export function tensorsAround({ input, z, output }: DenseBlock, next: DenseBlock | undefined): string[] {
  return [input, z, output, `d${z}`, `d${output}`, ...(next === undefined ? [] : [`d${next.z}`])];
}

/** What a step has left. */
export interface Passed {
  readonly recorder: StepRecorder;
  /** Of the network that took the step, masks of dropout and all. */
  readonly blocks: readonly DenseBlock[];
  /** Of the network as it was. */
  readonly before: readonly DenseBlock[];
  /** Whether the row has been through the backward pass, too. */
  readonly hasStep: boolean;
  /** Rows of the batch. */
  readonly rows: number;
  /** Of the inputs. */
  readonly inputNames: readonly string[];
}

export function openNeuron({ layer, unit }: NeuronPlace, passed: Passed): OpenedNeuron {
  const { recorder, blocks, hasStep, inputNames } = passed;
  const block = blocks[layer - 1]!;
  const x = recorder.kept(block.input).data;
  const z = recorder.kept(block.z).data[unit - 1]!;
  const places = placesInto(block, unit);
  const bias = block.bias === null ? null : recorder.stepOf(places.at(-1)!);
  return {
    kind: 'neuron',
    layer,
    unit,
    inputs: places.slice(0, block.kernel.shape[0]).map((place, i) => {
      const step = recorder.stepOf(place);
      const input = layer === 1 ? inputNames[i]! : `${layer - 1}.${i + 1}`;
      return {
        name: step.name,
        before: step.before,
        step: step.step,
        input,
        x: shortFloat32(x[i]!),
        product: product(x[i]!, step.before),
      };
    }),
    bias,
    z: shortFloat32(z),
    a: shortFloat32(recorder.kept(block.output).data[unit - 1]!),
    delta: hasStep ? deltaOf(block, unit, z, passed) : null,
  };
}

function deltaOf(block: DenseBlock, unit: number, z: number, { recorder, before, rows }: Passed): Delta {
  const first = (name: string) => shortFloat32(recorder.kept(name).data[unit - 1]!);
  const next = before[block.number];
  return {
    dz: first(`d${block.z}`),
    arriving: first(`d${block.output}`),
    slope: shortFloat32(fround(slopeOf(block, unit, z, rows))),
    from: next === undefined ? [] : errorsFrom(next, unit, recorder.kept(`d${next.z}`).data),
  };
}

/** The unit's weights to those of the next block, with the errors there. */
function errorsFrom({ number, kernel }: DenseBlock, unit: number, dz: Float32Array): Delta['from'] {
  const { data, columns } = kernel.value;
  return Array.from(data.subarray((unit - 1) * columns, unit * columns), (weight, k) => ({
    unit: `${number}.${k + 1}`,
    dz: shortFloat32(dz[k]!),
    weight: shortFloat32(weight),
    product: product(dz[k]!, weight),
  }));
}

/** As the kernels round it. */
export function product(a: number, b: number): number {
  return shortFloat32(fround(fround(a) * fround(b)));
}
