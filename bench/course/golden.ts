/**
 * The numbers of the course: the trace of one row of the two moons, as `glassnet trace` gives it for `GOLDEN_COMMAND`, and
 * the first ten steps of Adam for one weight of the same network. `npm run docs` keeps both in `src/study/trace/golden`.
 */
import { pureSha256 } from '../../src/formats/sha256.ts';
import type { Adam } from '../../src/nn/optimizers/adam.ts';
import { defaultsOf } from '../../src/options/check-options.ts';
import { readStudyData, type StudyData } from '../../src/study/session/study-data.ts';
import { Study } from '../../src/study/session/study.ts';
import { STUDY_SETS, type StudySetName } from '../../src/study/sets/sets.ts';
import { shortFloat32 } from '../../src/study/trace/float32-text.ts';
import type { TraceDocument } from '../../src/study/trace/trace-document.ts';
import { traceRow } from '../../src/study/trace/trace-row.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../src/training/training-options.ts';
import { Recording, type Recorded } from './recording.ts';

const SEED = '4';
const HIDDEN = [3];
const STEPS = 120;
const ROW = 5;

/** The words behind `glassnet study` and `glassnet trace`. */
export const GOLDEN_COMMAND = {
  study: '--set moons',
  trace: `--set moons --fresh --hidden ${HIDDEN.join(',')} --seed ${SEED} --steps ${STEPS} --row ${ROW}`,
};

/** Adam's steps for one weight, from its start on. */
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
  const data = await readSet('moons', SEED);
  const study = Study.fresh(data, OPTIONS);
  study.goTo(STEPS);
  const trace = traceRow(study, { row: ROW - 1 });
  const { count, targets, table } = data.rows;
  const inputs = data.rows.encode(Int32Array.from({ length: count }, (_, row) => row)).data;
  const columns = table!.columns.filter(({ kind }) => kind !== 'text') as { values: Float64Array }[];
  return {
    trace,
    step: new Recording(trace.tensors),
    adam: adamSteps(data),
    study,
    raw: Array.from(targets, (_, row) => [columns[0]!.values[row]!, columns[1]!.values[row]!] as const),
    encoded: Array.from(targets, (_, row) => [inputs[2 * row]!, inputs[2 * row + 1]!] as const),
    targets,
    rowNumber: trace.row.number,
    target: trace.row.target!.number + 1,
    classes: trace.network.classes,
  };
}

/** A built-in set as `glassnet trace --set` reads it. */
export async function readSet(name: StudySetName, seed: string): Promise<StudyData> {
  const { file, csv } = STUDY_SETS[name];
  const bytes = new TextEncoder().encode(csv());
  return await readStudyData(bytes, { file, sha256: pureSha256(bytes) }, { preparation: { seed } });
}

const OPTIONS: TrainingOptions = { ...defaultsOf(TRAINING_OPTIONS), hidden: HIDDEN, seed: SEED };

const FIRST_STEPS = 10;
/** The weight that is followed: its gradients change sign. */
const FOLLOWED = { tensor: 'W2', place: '[2,1]' };

function adamSteps(data: StudyData): AdamSteps {
  const study = Study.fresh(data, OPTIONS);
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
