/**
 * The numbers of the course: the trace of one row of the two moons, as `glassnet trace` gives it for `GOLDEN_COMMAND`, and
 * the first ten steps of Adam for one parameter of the same network. `npm run docs` keeps both in `src/study/trace/golden`.
 */
import type { Adam } from '../../src/nn/optimizers/adam.ts';
import { openStudy } from '../../src/study/opening/open-study.ts';
import { SET_TRAINING } from '../../src/study/opening/opening.ts';
import type { Study } from '../../src/study/session/study.ts';
import type { StudySetName } from '../../src/study/sets/sets.ts';
import { shortFloat32 } from '../../src/study/trace/float32-text.ts';
import type { TraceDocument } from '../../src/study/trace/trace-document.ts';
import { traceRow } from '../../src/study/trace/trace-row.ts';
import type { GivenTrainingOptions } from '../../src/training/training-options.ts';
import { Recording, type Recorded } from './recording.ts';

const HIDDEN = [3];
const STEPS = 60;
const ROW = 23;

/** The words behind `glassnet study` and `glassnet trace`. */
export const GOLDEN_COMMAND = {
  study: `--set moons --hidden ${HIDDEN.join(',')}`,
  trace: `--set moons --hidden ${HIDDEN.join(',')} --steps ${STEPS} --row ${ROW}`,
};

/** Adam's steps for one parameter, from its start on. */
export interface AdamSteps {
  readonly schema: 'glassnet.adam-steps/1';
  readonly parameter: string;
  readonly learningRate: number;
  readonly epsilon: number;
  readonly steps: readonly {
    readonly t: number;
    readonly g: number;
    readonly m: number;
    readonly v: number;
    readonly mhat: number;
    readonly vhat: number;
    readonly step: number;
    readonly after: number;
  }[];
}

export interface Golden {
  readonly trace: TraceDocument;
  readonly step: Recording;
  readonly adam: AdamSteps;
  /** The network of the trace, before its step. */
  readonly study: Study;
  /** All rows of the two moons: their cells, their inputs, their classes. */
  readonly raw: readonly (readonly [x1: number, x2: number])[];
  readonly encoded: readonly (readonly [x1: number, x2: number])[];
  readonly targets: Int32Array;
  /** Of the row: its number in the file, its class counted from 1. */
  readonly rowNumber: number;
  readonly target: number;
  readonly classes: readonly string[];
}

export async function golden(): Promise<Golden> {
  const study = await studyOf('moons', { hidden: HIDDEN });
  study.goTo(STEPS);
  const trace = traceRow(study, { row: ROW - 1 });
  const { count, targets, table } = study.data.rows;
  const inputs = study.data.rows.encode(Int32Array.from({ length: count }, (_, row) => row)).data;
  const columns = table!.columns.filter(({ kind }) => kind !== 'text') as { values: Float64Array }[];
  return {
    trace,
    step: new Recording(trace.tensors),
    adam: adamSteps(await studyOf('moons', { hidden: HIDDEN })),
    study,
    raw: Array.from(targets, (_, row) => [columns[0]!.values[row]!, columns[1]!.values[row]!] as const),
    encoded: Array.from(targets, (_, row) => [inputs[2 * row]!, inputs[2 * row + 1]!] as const),
    targets,
    rowNumber: trace.row.number,
    target: trace.row.target!.number + 1,
    classes: trace.network.classes,
  };
}

/** A new network on a built-in set, as `glassnet trace --set` makes it. */
export function studyOf(name: StudySetName, training: GivenTrainingOptions): Promise<Study> {
  return openStudy({ data: { kind: 'set', name }, training: { ...SET_TRAINING, ...training } });
}

const FIRST_STEPS = 10;
/** What is followed: its gradients change sign. */
const FOLLOWED = { tensor: 'b2', place: '[1]' };

function adamSteps(study: Study): AdamSteps {
  const { tensor, place } = FOLLOWED;
  const steps = Array.from({ length: FIRST_STEPS }, (_, index) => {
    const tensors = new Map<string, Recorded>();
    study.trainStep((name, { shape, data: values }) =>
      tensors.set(name, { name, shape: [...shape], values: [...values] }),
    );
    const step = new Recording([...tensors.values()]);
    const at = (name: string) => shortFloat32(step.at(`${name}${place}`));
    return {
      t: index + 1,
      g: at(`d${tensor}`),
      m: at(`adam.m.${tensor}`),
      v: at(`adam.v.${tensor}`),
      mhat: at(`adam.mhat.${tensor}`),
      vhat: at(`adam.vhat.${tensor}`),
      step: at(`adam.step.${tensor}`),
      after: at(`${tensor}'`),
    };
  });
  const { learningRate, epsilon } = (study.optimizer as Adam).options;
  return { schema: 'glassnet.adam-steps/1', parameter: `${tensor}${place}`, learningRate, epsilon, steps };
}
