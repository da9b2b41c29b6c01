/**
 * glassnet as a library: everything here is pure and runs in Node and in browsers. Files are in `glassnet/node`.
 */
export { train, TRAIN_OPTIONS, type TrainedModel, type TrainOptions } from './facade/train.ts';
export {
  crossValidate,
  CROSS_VALIDATE_OPTIONS,
  type CrossValidatedTable,
  type CrossValidateOptions,
  type FinishedFold,
} from './facade/cross-validate.ts';
export type { TableSource } from './facade/read-source.ts';
export {
  MLPClassifier,
  MLP_OPTIONS,
  type LabelledArrays,
  type MLPFitOptions,
  type MLPOptions,
} from './facade/mlp-classifier.ts';
export { LogisticRegression, type LogisticRegressionOptions } from './facade/logistic-regression.ts';
export type { ClassLabel } from './facade/class-labels.ts';
export type { OptionSpec, OptionTable, Proportions } from './options/option-spec.ts';

export {
  GlassnetError,
  DataError,
  FormatError,
  MemoryError,
  SystemError,
  TrainingError,
  UsageError,
  EXIT_CODES,
} from './errors.ts';
export { said, type Say, type Setting, type SettingName, type Text, type Wording } from './setting.ts';
export {
  createRandom,
  resumeRandom,
  type Random,
  type RandomOptions,
  type RandomSource,
  type RandomState,
  type Seed,
} from './random.ts';

export { Tensor } from './tensor/tensor.ts';
export type { MatrixLike } from './tensor/as-tensor.ts';
export { affine, matmul, matmulNT, matmulTN } from './tensor/matmul.ts';
export { currentKernels, useKernels } from './tensor/kernels/current.ts';
export { addRow, argmaxRows, gatherRows, multiply, sumRows } from './tensor/operations.ts';
export { exp, log } from './tensor/exponential.ts';
export type { Kernels } from './tensor/kernels/kernels.ts';
export { referenceKernels } from './tensor/kernels/reference.ts';
export { isWebAssemblySupported, scalarKernels } from './tensor/kernels/scalar.ts';
export { isSimdSupported, simdKernels } from './tensor/kernels/simd.ts';

export { Dense } from './nn/layers/dense.ts';
export type { DenseOptions } from './nn/layers/dense-options.ts';
export { Dropout, type DropoutOptions } from './nn/layers/dropout.ts';
export { ReLU } from './nn/layers/relu.ts';
export { glorotUniform, heUniform, zeros, type Initializer } from './nn/layers/initializers.ts';
export type { Layer } from './nn/layers/layer.ts';
export type { LayerConfig } from './nn/layers/layer-config.ts';
export type { LayerKind } from './nn/layers/layers.ts';
export type { Loss } from './nn/losses/loss.ts';
export { softmax } from './nn/losses/softmax.ts';
export { SparseCategoricalCrossentropy } from './nn/losses/softmax-crossentropy.ts';
export { BinaryCrossentropy } from './nn/losses/sigmoid-crossentropy.ts';
export { sigmoid } from './nn/losses/sigmoid.ts';
export { Sequential } from './nn/sequential.ts';
export type { Optimizer } from './nn/optimizers/optimizer.ts';
export { Adam } from './nn/optimizers/adam.ts';
export type { AdamOptions } from './nn/optimizers/adam-options.ts';
export { SGD, type SGDOptions } from './nn/optimizers/sgd.ts';
export { Parameter, type ParameterBlock } from './nn/parameter.ts';
export { trainStep } from './nn/train-step.ts';
export type { Batch, Learner } from './nn/learner.ts';
export type { Tap } from './nn/tap.ts';

export type { Table, Column, NumberColumn, TextColumn } from './data/table.ts';
export type { Dataset } from './preprocessing/dataset.ts';
export type { DatasetLike, TargetsLike } from './preprocessing/as-dataset.ts';
export { balanceRows, type BalanceMethod } from './preprocessing/rows/balance.ts';
export { cutRows, groupSplit, stratifiedSplit, timeSplit, type Split } from './preprocessing/rows/split.ts';
export { duplicateGroups } from './preprocessing/rows/related-rows.ts';
export { StandardScaler } from './preprocessing/features/standard-scaler.ts';
export { Pipeline } from './preprocessing/pipeline.ts';
export { PREPARATION_OPTIONS, type PrepareOptions } from './preprocessing/preparation-options.ts';
export { prepare } from './preprocessing/prepare.ts';
export type { PreparedData, Priors } from './preprocessing/prepared-data.ts';

export { fit } from './training/fit.ts';
export type { FitOptions } from './training/fit-options.ts';
export { EarlyStopping } from './training/early-stopping.ts';
export type { EarlyStoppingOptions } from './training/early-stopping-options.ts';
export { History } from './training/history.ts';
export type { Callback, EpochLogs, Training } from './training/callback.ts';
export { evaluateLoss } from './training/evaluate-loss.ts';
export { Classifier } from './model/classifier.ts';
export { evaluateClassifier, type Evaluation } from './model/evaluate.ts';
export { trainClassifier, type TrainedClassifier } from './training/train-classifier.ts';
export { Sobol, type SobolOptions } from './training/tuning/sobol.ts';
export { TRAINING_OPTIONS, type TrainingOptions } from './training/training-options.ts';
export { accuracyScore, confusionMatrix, rocAucScore } from './evaluation/metrics.ts';

export { auditTable } from './audit/audit-table.ts';
export type { Finding, Severity } from './audit/finding.ts';
export { baselinePredictions, classifierPredictions, majorityPredictions } from './training/baselines/baselines.ts';
export {
  comparePredictions,
  type ComparedDifference,
  type ComparedPair,
  type CompareOptions,
  type Comparison,
  type RankedCandidate,
} from './evaluation/comparison/compare-predictions.ts';
export type { RepeatedFolds } from './evaluation/comparison/fold-differences.ts';
export { judge, type Predictions, type Judgement } from './evaluation/judgement.ts';

export { evaluationDocument, type EvaluationDocument } from './report/document.ts';

export { decodeNpy, encodeNpy, type NpyArray, type NpyDtype } from './formats/arrays/npy.ts';
export { decodeNpz, encodeNpz } from './formats/arrays/npz.ts';
export { decodeSafetensors, encodeSafetensors, type SafeTensor } from './formats/safetensors.ts';
export { decodeModel, encodeModel, type DecodeModelOptions, type EncodeModelOptions } from './formats/model-bytes.ts';
export type { Sha256 } from './formats/model-file.ts';

export { readTable, type CsvColumns, type CsvTable, type ReadTableOptions } from './data/read-table.ts';
export type { CsvOptions } from './data/table-options.ts';
export type { Inference, InferenceKind } from './data/reading-log.ts';
export type { FieldSplitter } from './data/csv/field-splitter.ts';
export type { CellValue } from './data/cells/cell-value.ts';
export type { Row } from './data/records-from-rows.ts';
export type { Schema } from './data/schema.ts';
export type { Novelty } from './preprocessing/novelty.ts';
export { RowScorer, type RowScores } from './scoring/row-scorer.ts';
export { scoreFile, type PagePool, type ScoredPart, type ScoreFileOptions } from './scoring/score-file.ts';
