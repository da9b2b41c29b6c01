/**
 * What a page does in the tests of browsers: train, evaluate and predict as the command line does, without Node.
 */
import { availableKernels, currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import {
  baselinePredictions,
  decodeModel,
  encodeModel,
  evaluationDocument,
  GlassnetError,
  prepare,
  readTable,
  RowScorer,
  scoreFile,
  train,
  trainClassifier,
  type Classifier,
  type Row,
  type RowScores,
} from '../../src/index.ts';
import { jsonDocument } from '../../src/report/document.ts';

const SEED = '1';

export interface Trained {
  readonly kernels: string;
  /** The bytes of the model file, in base64. */
  readonly model: string;
  /** The document that `evaluate --json` prints, for the test rows. */
  readonly evaluation: string;
  /** The CSV that `predict` writes for the file of the training. */
  readonly scores: string;
  readonly rowScores: RowScores;
}

/**
 * @param url of a CSV file
 * @param kernels the name of those that compute; the host's best unless told
 */
export async function trainAndScore(url: string, file: string, row: Row, kernels?: string): Promise<Trained> {
  if (kernels !== undefined) useKernels(availableKernels().find(({ name }) => name === kernels)!);
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const { table, schema } = await readTable(bytes, file);
  // The tables' own defaults: what the command line calls plain.
  const data = prepare(table, schema, {}, file);
  const { classifier } = await trainClassifier(data, { seed: SEED });
  const evaluation = evaluationDocument({
    classifier,
    dataset: data.test,
    mix: data.heldOutMix,
    baselines: baselinePredictions(data),
    seed: SEED,
  });
  return {
    kernels: currentKernels().name,
    model: inBase64(encodeModel(classifier, { seed: SEED })),
    evaluation: JSON.stringify({ ...jsonDocument(evaluation), inferences: [] }),
    // As they come this time.
    scores: await scoresOf((await fetch(url)).body!, classifier, file),
    rowScores: new RowScorer(classifier).score([row]),
  };
}

function inBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The bytes, in base64, of the model that is trained where no preset is named. */
export async function trainBest(url: string, epochs: number): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return inBase64((await train(bytes, { epochs })).toBytes());
}

async function scoresOf(source: AsyncIterable<Uint8Array>, classifier: Classifier, file: string): Promise<string> {
  const lines: string[] = [];
  for await (const { scorer, rows } of scoreFile(source, classifier, { file })) {
    if (lines.length === 0) lines.push(scorer.header());
    lines.push(new TextDecoder().decode(rows.bytes));
  }
  return lines.join('');
}

/** Opens a model that lies on the server. */
export async function openAndScore(url: string, row: Row): Promise<number[][]> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return decodeModel(bytes).classifier.predictProba([row]);
}

export interface Refusal {
  readonly [field: string]: string | number | undefined;
}

/** Why a file can't be trained on; null when it can. */
export async function refusalOf(bytes: readonly number[], file: string): Promise<Refusal | null> {
  try {
    const { table, schema } = await readTable(Uint8Array.from(bytes), file);
    prepare(table, schema, {}, file);
    return null;
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    const { name, code, message, hint, line, column, field } = error;
    return { name, code, message, hint, file: error.file, line, column, field };
  }
}
