/**
 * A network to be studied, with the rows that it learns from: it takes the steps of `fit`, one at a time, goes back to
 * any of them, and lets single weights be changed. The step is `trainStep`, the order of the rows that of `fit`: after the
 * same number of steps the weights are those of `train` with the preset `plain`, bit for bit.
 */
import { requireArgument } from '../../argument-checks.ts';
import { makeLoss } from '../../model/make-loss.ts';
import type { Learner } from '../../nn/learner.ts';
import type { Loss } from '../../nn/losses/loss.ts';
import type { Optimizer } from '../../nn/optimizers/optimizer.ts';
import { reserveTrainingMemory, SLICE_ROWS } from '../../nn/reserve-memory.ts';
import type { Sequential } from '../../nn/sequential.ts';
import type { Tap } from '../../nn/tap.ts';
import { trainStep } from '../../nn/train-step.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { createRandom } from '../../random.ts';
import { Batches } from '../../training/batches.ts';
import type { EpochLogs } from '../../training/callback.ts';
import { EarlyStopping } from '../../training/early-stopping.ts';
import { makeMember, makeOptimizer, type MemberPlan } from '../../training/ensemble/member.ts';
import { planMembers } from '../../training/ensemble/member-plans.ts';
import { evaluateLoss } from '../../training/evaluate-loss.ts';
import { FiniteChecks } from '../../training/finite.ts';
import { defaultBatchSize } from '../../training/rows/batch-size.ts';
import { constantInputs, withoutInputs } from '../../training/rows/constant-inputs.ts';
import { rowWeights } from '../../training/rows/row-weights.ts';
import type { TrainingOptions } from '../../training/training-options.ts';
import { WeightedMean } from '../../training/weighted-mean.ts';
import { Checkpoints } from './checkpoints.ts';
import { copyNetwork } from './copy-network.ts';
import { restoreOptimizer, saveOptimizer } from './optimizer-state.ts';
import { elementOf, formatPlace, type Edit, type ParameterPlace } from './parameter-place.ts';
import { RewindableRandom } from './rewindable-random.ts';
import type { StudyData } from './study-data.ts';

/** Where the network came from. */
export type StudyOrigin =
  | { readonly kind: 'fresh' }
  /** The member counts from 1. */
  | { readonly kind: 'model'; readonly file: string; readonly member: number; readonly members: number };

/** What a network learns from. */
interface Lessons {
  readonly train: Dataset;
  readonly validation: Dataset | null;
  /** How often a training row counts, by its class. */
  readonly classWeight: readonly number[] | null;
  readonly validationClassWeight: readonly number[] | null;
  readonly batches: Batches;
}

export interface StepFigures {
  /** The mean loss of the batch before the step, penalties included. */
  readonly loss: number;
  /** From 1. */
  readonly epoch: number;
  /** From 1, within the epoch. */
  readonly batch: number;
}

export class Study implements Learner {
  readonly data: StudyData;
  readonly origin: StudyOrigin;
  readonly options: TrainingOptions;
  readonly network: Sequential;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** The inputs that are alike in all training rows, from 0: the network never sees them. */
  readonly constant: readonly number[];
  /** Steps done. */
  step = 0;
  /** Of each whole epoch. */
  readonly history: EpochLogs[] = [];
  readonly edits: Edit[] = [];
  readonly #lessons: Lessons | null;
  /** Draws weights and masks. */
  readonly #weights: RewindableRandom;
  /** Draws the order of the rows. */
  readonly #order: RewindableRandom;
  readonly #mean: WeightedMean;
  readonly #checks: FiniteChecks;
  readonly #checkpoints = new Checkpoints();
  /** Batches done in this epoch. */
  #batch = 0;

  private constructor(
    data: StudyData,
    origin: StudyOrigin,
    options: TrainingOptions,
    start: { readonly network: Sequential; readonly random: RewindableRandom; readonly constant: readonly number[] },
  ) {
    const { network, random, constant } = start;
    this.data = data;
    this.origin = origin;
    this.options = options;
    this.network = network;
    this.loss = makeLoss(options.outputActivation);
    this.optimizer = makeOptimizer(options);
    this.constant = constant;
    this.#weights = random;
    this.#order = new RewindableRandom(createRandom(options.seed, 'batches'));
    this.#mean = new WeightedMean(this.loss);
    const rows = data.prepared?.train.targets.length ?? 1;
    reserveTrainingMemory(this, Math.max(Math.min(this.batchSize, rows), SLICE_ROWS));
    this.#checks = new FiniteChecks(this);
    this.#lessons = data.prepared === null ? null : this.#lessonsOf(data.prepared);
    this.#keep();
  }

  /**
   * A network before its first step.
   *
   * @param options of a single network: `ensemble` doesn't count
   * @throws RangeError for data without training rows, or an option out of its range.
   */
  static fresh(data: StudyData, options: TrainingOptions): Study {
    const { prepared } = data;
    if (prepared === null) throw new RangeError('Study: there are no training rows to learn from');
    const plan = planOf(prepared, options);
    const random = new RewindableRandom(createRandom(plan.seed, 'weights'));
    const constant = constantInputs(prepared.train.inputs);
    const network = makeMember(plan, prepared.train.inputs.columns, constant, random);
    return new Study(data, { kind: 'fresh' }, options, { network, random, constant });
  }

  /**
   * A trained network; its optimizer begins anew. The network itself is left as it is: this is a copy.
   *
   * @throws RangeError for a network with custom layers, or rows of another width.
   */
  static ofNetwork(
    data: StudyData,
    network: Sequential,
    origin: Extract<StudyOrigin, { kind: 'model' }>,
    options: TrainingOptions,
  ): Study {
    const random = new RewindableRandom(createRandom(options.seed, 'study'));
    const constant = data.prepared === null ? [] : constantInputs(data.prepared.train.inputs);
    return new Study(data, origin, options, { network: copyNetwork(network, random), random, constant });
  }

  /** Rows per step. */
  get batchSize(): number {
    const { prepared } = this.data;
    return this.options.batchSize ?? (prepared === null ? 1 : defaultBatchSize(prepared.train.targets.length));
  }

  /** 0 where there is nothing to learn from. */
  get stepsPerEpoch(): number {
    return this.#lessons?.batches.count ?? 0;
  }

  /** Whole epochs done. */
  get epoch(): number {
    return this.history.length;
  }

  /** The epoch with the lowest validation loss, and the one at which `train` would have stopped; 0 for none yet. */
  get stopping(): { readonly bestEpoch: number; readonly stoppedEpoch: number } {
    const rule = new EarlyStopping({ patience: this.options.patience });
    for (const [index, logs] of this.history.entries()) {
      if (rule.stoppedEpoch === 0) rule.observe(index + 1, logs.validationLoss ?? logs.loss);
    }
    return { bestEpoch: rule.bestEpoch, stoppedEpoch: rule.stoppedEpoch };
  }

  /** The training rows as the network sees them; null where there are none. */
  get train(): Dataset | null {
    return this.#lessons?.train ?? null;
  }

  /** How often a training row counts in the loss, by its class; null for once. */
  get classWeight(): readonly number[] | null {
    return this.#lessons?.classWeight ?? null;
  }

  get validation(): Dataset | null {
    return this.#lessons?.validation ?? null;
  }

  /**
   * One step of training on the next batch.
   *
   * @throws RangeError where there is nothing to learn from; TrainingError where a number is no longer finite.
   */
  trainStep(tap?: Tap): StepFigures {
    const { batches } = this.#requireLessons();
    if (this.#batch === 0) {
      batches.shuffle(this.#order);
      this.#mean.reset();
    }
    const [epoch, batch] = [this.history.length + 1, this.#batch + 1];
    const rows = batches.read(batch);
    this.#checks.begin(epoch, batch, rows);
    const { loss, logits } = trainStep(this, rows, { tap, checks: this.#checks });
    this.#checks.end();
    this.#mean.add(loss, logits, rows.targets, rows.weights);
    this.step++;
    this.#batch = batch;
    if (batch === batches.count) this.#endEpoch();
    return { loss, epoch, batch };
  }

  /** The steps to the end of this epoch, or the whole of the next one. */
  trainEpoch(): void {
    do this.trainStep();
    while (this.#batch > 0);
  }

  /** Goes to the state after so many steps, forward or back; edits made later than that are gone. */
  goTo(step: number): void {
    requireArgument(Number.isInteger(step) && step >= 0, 'Study', 'step', step, 'a whole number of at least 0');
    if (step < this.step) {
      const kept = this.#checkpoints.before(step);
      const edits = this.edits.filter((edit) => edit.step <= step && !kept.edits.includes(edit));
      this.#restore(kept);
      this.#replay(step, edits);
      return;
    }
    while (this.step < step) this.trainStep();
  }

  /** Sets one weight; training goes on from there. @throws RangeError for a place that isn't there, or no finite number. */
  edit(place: ParameterPlace, value: number): void {
    this.#set({ ...place, value, step: this.step });
  }

  /**
   * A copy of network, loss and optimizer as they are now, masks of dropout to come included. What is tried on it leaves
   * the study as it was.
   */
  probe(): Learner {
    const random = new RewindableRandom(createRandom(this.options.seed, 'probe'));
    const network = copyNetwork(this.network, random);
    random.rewind(this.#weights.state());
    const optimizer = makeOptimizer(this.options);
    restoreOptimizer(optimizer, saveOptimizer(this.optimizer));
    return { network, loss: makeLoss(this.options.outputActivation), optimizer };
  }

  #requireLessons(): Lessons {
    if (this.#lessons === null) throw new RangeError('Study: there are no training rows to learn from');
    return this.#lessons;
  }

  #lessonsOf(prepared: PreparedData): Lessons {
    const { classWeight, validationClassWeight } = planOf(prepared, this.options);
    const { targets } = prepared.train;
    const train = { inputs: withoutInputs(prepared.train.inputs, this.constant), targets };
    const weights = rowWeights(targets, classWeight);
    return {
      train,
      validation: prepared.validation,
      classWeight,
      validationClassWeight,
      batches: new Batches(this.network, train, this.batchSize, weights),
    };
  }

  #endEpoch(): void {
    const { validation, validationClassWeight } = this.#lessons!;
    const logs: EpochLogs = this.#mean.result();
    if (validation === null) {
      this.history.push(logs);
    } else {
      const { loss, accuracy } = evaluateLoss(this.network, this.loss, validation, validationClassWeight);
      this.history.push({ ...logs, validationLoss: loss, validationAccuracy: accuracy });
    }
    this.#batch = 0;
    this.#keep();
  }

  /** Keeps the state at the beginning of an epoch. */
  #keep(): void {
    this.#checkpoints.keep({
      step: this.step,
      epoch: this.history.length,
      values: this.network.block.values.slice(),
      optimizer: saveOptimizer(this.optimizer),
      weights: this.#weights.state(),
      order: this.#order.state(),
      rows: this.#lessons?.batches.order.slice() ?? new Int32Array(0),
      edits: [...this.edits],
    });
  }

  #restore(kept: ReturnType<Checkpoints['before']>): void {
    this.network.block.values.set(kept.values);
    restoreOptimizer(this.optimizer, kept.optimizer);
    this.#weights.rewind(kept.weights);
    this.#order.rewind(kept.order);
    this.#lessons?.batches.order.set(kept.rows);
    this.step = kept.step;
    this.history.length = kept.epoch;
    this.edits.splice(0, this.edits.length, ...kept.edits);
    this.#batch = 0;
  }

  /** Trains again up to a step, each edit at its own. */
  #replay(step: number, edits: readonly Edit[]): void {
    const editNow = () => {
      for (const edit of edits) if (edit.step === this.step) this.#set(edit);
    };
    editNow();
    while (this.step < step) {
      this.trainStep();
      editNow();
    }
  }

  #set(edit: Edit): void {
    requireArgument(Number.isFinite(edit.value), 'Study', 'value', edit.value, 'a finite number');
    const { tensor, index } = elementOf(this.network, edit);
    tensor.data[index] = edit.value;
    // Of several values for a place at one step, only the last has any effect.
    const same = this.edits.findIndex((one) => one.step === edit.step && formatPlace(one) === formatPlace(edit));
    if (same !== -1) this.edits.splice(same, 1);
    this.edits.push(edit);
  }
}

/** Of the only network. */
function planOf(prepared: PreparedData, options: TrainingOptions): MemberPlan {
  return planMembers(prepared, { ...options, ensemble: 1 })[0]!;
}
