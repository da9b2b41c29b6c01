/**
 * The numbers of the course: the trace of one row of the two moons, as `glassnet trace` gives it for `GOLDEN_COMMAND`, and
 * the first ten steps of Adam for one weight of the same network. `npm run docs` keeps both in `src/study/trace/golden`.
 */
import { format, resolveConfig } from 'prettier';
import { pureSha256 } from '../../src/formats/sha256.ts';
import { defaultsOf } from '../../src/options/check-options.ts';
import { readStudyData, type StudyData } from '../../src/study/session/study-data.ts';
import { Study } from '../../src/study/session/study.ts';
import { STUDY_SETS } from '../../src/study/sets/sets.ts';
import type { TraceDocument } from '../../src/study/trace/trace-document.ts';
import { traceRow } from '../../src/study/trace/trace-row.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../src/training/training-options.ts';
import { ADAM_STEPS, type AdamRecord } from '../../src/study/trace/golden/adam-record.ts';
import { Recording } from './recording.ts';

const SEED = '4';
const HIDDEN = [3];
const STEPS = 120;
const ROW = 5;

/** The words behind `glassnet study` and `glassnet trace`. */
export const GOLDEN_COMMAND = {
  study: '--set moons',
  trace: `--set moons --fresh --hidden ${HIDDEN.join(',')} --seed ${SEED} --steps ${STEPS} --row ${ROW}`,
};

export interface Golden {
  readonly trace: TraceDocument;
  readonly step: Recording;
  readonly adam: AdamRecord;
  readonly data: StudyData;
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
  const data = await moonsData();
  const trace = goldenTrace(data);
  const { count, targets, table } = data.rows;
  const inputs = data.rows.encode(Int32Array.from({ length: count }, (_, row) => row)).data;
  const columns = table!.columns.filter(({ kind }) => kind !== 'text') as { values: Float64Array }[];
  return {
    trace,
    step: new Recording(trace.tensors),
    adam: adamRecord(data),
    data,
    raw: Array.from(targets, (_, row) => [columns[0]!.values[row]!, columns[1]!.values[row]!] as const),
    encoded: Array.from(targets, (_, row) => [inputs[2 * row]!, inputs[2 * row + 1]!] as const),
    targets,
    rowNumber: trace.row.number,
    target: trace.row.target!.number + 1,
    classes: trace.network.classes,
  };
}

/** The two moons as `glassnet trace --set moons` reads them. */
async function moonsData(): Promise<StudyData> {
  const { file, csv } = STUDY_SETS.moons;
  const bytes = new TextEncoder().encode(csv());
  return await readStudyData(bytes, { file, sha256: pureSha256(bytes) }, { preparation: { seed: SEED } });
}

export const options = (more: Partial<TrainingOptions> = {}): TrainingOptions =>
  ({ ...defaultsOf(TRAINING_OPTIONS), hidden: HIDDEN, seed: SEED, ...more }) as TrainingOptions;

function goldenTrace(data: StudyData): TraceDocument {
  const study = Study.fresh(data, options());
  study.goTo(STEPS);
  return traceRow(study, { row: ROW - 1 });
}
