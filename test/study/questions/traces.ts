/**
 * Traces of random studies: a set, a network, an optimizer, a step, a row.
 */
import * as fc from 'fast-check';
import { completeOptions } from '../../../src/options/check-options.ts';
import { readStudyData, type StudyData } from '../../../src/study/session/study-data.ts';
import { Study } from '../../../src/study/session/study.ts';
import { STUDY_SETS, type StudySetName } from '../../../src/study/sets/sets.ts';
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import { traceRow } from '../../../src/study/trace/trace-row.ts';
import { TRAINING_OPTIONS, type GivenTrainingOptions } from '../../../src/training/training-options.ts';

const read = new Map<StudySetName, Promise<StudyData>>();

/** Rows of the rare class count more than once in the audiobooks. */
function dataOf(set: StudySetName): Promise<StudyData> {
  const { file, csv } = STUDY_SETS[set];
  const preparation = set === 'audiobooks' ? ({ balance: 'weights' } as const) : {};
  const data = read.get(set) ?? readStudyData(new TextEncoder().encode(csv()), { file, sha256: '' }, { preparation });
  read.set(set, data);
  return data;
}

export interface TraceCase {
  readonly set: StudySetName;
  readonly training: GivenTrainingOptions;
  readonly steps: number;
  /** From 0. */
  readonly row: number;
  readonly batch: number;
}

export async function traceOf({ set, training, steps, row, batch }: TraceCase): Promise<TraceDocument> {
  const study = Study.fresh(await dataOf(set), completeOptions(TRAINING_OPTIONS, { seed: '1', ...training }, 'test'));
  study.goTo(steps);
  return traceRow(study, { row, batch });
}

/** Two and three classes, softmax and sigmoid, Adam, AdamW and SGD, penalties, dropout, no hidden layer and several. */
export const TRACE_CASES: fc.Arbitrary<TraceCase> = fc
  .record({
    set: fc.constantFrom<StudySetName>('moons', 'clusters', 'audiobooks'),
    hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    isSigmoid: fc.boolean(),
    optimizer: fc.constantFrom<Partial<GivenTrainingOptions>>(
      {},
      { weightDecay: 0.1 },
      { learningRate: 0.05 },
      { optimizer: 'sgd' },
      { optimizer: 'sgd', momentum: 0, learningRate: 0.1 },
    ),
    others: fc.constantFrom<Partial<GivenTrainingOptions>>({}, { l2: 0.01 }, { dropout: 0.3 }),
    seed: fc.integer({ min: 1, max: 1000 }),
    steps: fc.constantFrom(0, 0, 1, 5, 40),
    row: fc.nat({ max: 99 }),
    batch: fc.constantFrom(1, 1, 4),
  })
  .map(({ set, hidden, isSigmoid, optimizer, others, seed, steps, row, batch }) => {
    const outputActivation = isSigmoid && set !== 'clusters' ? 'sigmoid' : 'softmax';
    const training = Object.assign({ hidden, outputActivation, seed: String(seed) }, optimizer, others);
    return { set, training, steps, row, batch };
  });
