/**
 * A training run as its documents: what report, card and charts are made from. Each is what a file of the run folder
 * holds, so whatever they show stands in one of those.
 */
import type { Finding, Severity } from '../audit/finding.ts';
import type { ExplanationDocument } from '../explain/explanation-document.ts';
import type { TrainingOptions } from '../training/training-options.ts';
import type { EvaluationDocument } from './document.ts';
import type { metricsDocument } from './training-document.ts';

export interface RunDocuments {
  /** What the run is called: the name of its folder. */
  readonly name: string;
  /** `run.json` */
  readonly run: RunDocument;
  /** `metrics.json` */
  readonly metrics: MetricsDocument;
  /** `history.csv`: an entry per network. */
  readonly history: readonly (readonly RecordedEpoch[])[];
  /** `explanation.json`; null where there is none. */
  readonly explanation: ExplanationDocument | null;
  /** `audit.json`; null where there is none. */
  readonly audit: AuditDocument | null;
  /** The weights of `model.safetensors`, of the first network where there are several; null where they can't be read. */
  readonly network: DrawnNetwork | null;
  /** The SHA-256 of each file of the run folder that the report was made from, by name. */
  readonly digests: Readonly<Record<string, string>>;
}

export interface RunDocument {
  readonly command: readonly string[];
  readonly data: { readonly path: string; readonly sha256: string };
  /** How the CSV file was read and prepared; null for a model trained on arrays. */
  readonly preparation: {
    readonly columns: { readonly target?: string; readonly id?: string; readonly only?: readonly string[] };
    readonly options: Readonly<Record<string, unknown>>;
  } | null;
  readonly training: TrainingOptions;
  readonly versions: { readonly glassnet: string; readonly node: string };
  readonly elapsedMs: number;
}

export type MetricsDocument = ReturnType<typeof metricsDocument> & {
  /** Absent where a run was written without a report. */
  readonly evaluation?: RecordedEvaluation;
};

/** The evaluation of the test rows, as `evaluate --json` prints it, and what only a picture needs. */
export interface RecordedEvaluation extends EvaluationDocument {
  /** Null for more than two classes. */
  readonly scores: ScoreHistogram | null;
}

/** Rows by their probability of class 1, in bins of equal width over 0 to 1. */
export interface ScoreHistogram {
  /** [bins + 1] */
  readonly edges: readonly number[];
  /** Rows of each class in each bin [2][bins]. */
  readonly counts: readonly (readonly number[])[];
}

export interface RecordedEpoch {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/** `audit.json`: what `audit --json` prints of the training file. */
export interface AuditDocument {
  readonly schema: 'glassnet.audit/1';
  readonly rows: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly findings: readonly (Omit<Finding, 'advice'> & { readonly advice: string })[];
}

/** A network's dense layers, as they are drawn. */
export interface DrawnNetwork {
  /** What each input stands for [d]. */
  readonly inputs: readonly string[];
  readonly classes: readonly string[];
  readonly layers: readonly {
    readonly activation: string;
    /** Row-major [inputs of the layer, units]. */
    readonly kernel: Float32Array;
    /** [units] */
    readonly bias: Float32Array;
  }[];
}
