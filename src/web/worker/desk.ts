/**
 * The worker's desk: the one study that the page looks at, opened, trained, taken back and traced.
 */
import type { Opening } from '../../study/opening/opening.ts';
import { openStudy } from '../../study/opening/open-study.ts';
import type { Study } from '../../study/session/study.ts';
import { denseWidths, type ParameterPlace } from '../../study/session/parameter-place.ts';
import { traceText } from '../../study/trace/trace-text.ts';
import { traceRow } from '../../study/trace/trace-row.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Snapshot, StudyDescription, TraceCall, Traced } from '../protocol.ts';
import { look, seenRow, type SeenRow } from './watched-row.ts';

export class Desk {
  #study: Study | null = null;
  /** The mean loss of the last batch. */
  #loss: number | null = null;
  /** All parameters before the last step. */
  #before = new Float32Array(0);
  #watched: SeenRow | null = null;
  isRunning = false;

  get study(): Study {
    if (this.#study === null) throw new RangeError('nothing is open');
    return this.#study;
  }

  /** Takes the place of what was open; that stays where the new one is refused. */
  async open(opening: Opening): Promise<StudyDescription> {
    const study = await openStudy(opening);
    this.isRunning = false;
    this.#watched = null;
    this.#study = study;
    this.#loss = null;
    this.#before = study.network.block.values.slice();
    return describe(study);
  }

  snapshot(): Snapshot {
    const { step, epoch, history, stopping, edits, network } = this.study;
    const { values, gradients } = network.block;
    const moves = values.map((value, i) => value - this.#before[i]!);
    const [loss, isRunning] = [this.#loss, this.isRunning];
    const arrays = { values: values.slice(), gradients: gradients.slice(), moves };
    const watched = this.#watched === null ? null : look(this.study, this.#watched);
    return { step, epoch, loss, history: [...history], stopping, edits: [...edits], ...arrays, isRunning, watched };
  }

  steps(count: number): void {
    for (let i = 0; i < count; i++) this.#step();
  }

  /** To the end of this epoch, or the whole of the next. */
  epoch(): void {
    const { epoch } = this.study;
    while (this.study.epoch === epoch) this.#step();
  }

  goTo(step: number): void {
    const { study } = this;
    const edits = study.edits.filter((edit) => edit.step === step);
    // The step before it is taken anew, so that its gradients and moves are those that led here.
    study.goTo(Math.max(0, step - 1));
    this.#loss = null;
    this.#before = study.network.block.values.slice();
    study.network.block.gradients.fill(0);
    if (step === 0) return;
    this.#step();
    for (const edit of edits) study.edit(edit, edit.value);
  }

  edit(place: ParameterPlace, value: number): void {
    this.study.edit(place, value);
  }

  /** @param row from 1 */
  watch(row: number): void {
    this.#watched = seenRow(this.study, row);
  }

  trace({ row, neuron, parameter, ...others }: TraceCall): Traced {
    const neurons = neuron && [neuron];
    const parameters = parameter && [parameter];
    const document = traceRow(this.study, { row: row - 1, neurons, parameters, ...others });
    return { document, text: traceText(document) };
  }

  #step(): void {
    const { study } = this;
    this.#before.set(study.network.block.values);
    this.#loss = study.trainStep().loss;
  }
}

function describe(study: Study): StudyDescription {
  const { data, origin, options, network, batchSize, stepsPerEpoch } = study;
  const { features } = data.rows;
  const inputs = features?.flatMap((feature) => feature.inputs.map(({ name }) => name)) ?? namesOf(network.inputDim);
  const columns =
    features?.map(({ config: { name, kind }, inputs: own }) => ({
      name,
      kind,
      inputs: own.map((input) => input.name),
    })) ?? inputs.map((name) => ({ name, kind: 'input', inputs: [name] }));
  const { block } = network;
  const startOf = ({ data: { byteOffset } }: Tensor) => (byteOffset - block.values.byteOffset) / 4;
  return {
    file: data.file,
    sha256: data.sha256,
    origin,
    target: data.prepared?.pipeline?.target ?? null,
    classes: data.classes,
    columns,
    inputs,
    rows: data.rows.count,
    trainingRows: study.train?.targets.length ?? 0,
    validationRows: study.validation?.targets.length ?? 0,
    batchSize,
    stepsPerEpoch,
    units: denseWidths(network),
    parameters: block.parameters.map(({ name, shape, value }) => ({ name, shape: [...shape], start: startOf(value) })),
    options,
    inferences: data.inferences.map(({ text }) => String(text)),
  };
}

const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `input ${index + 1}`);
