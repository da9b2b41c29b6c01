/**
 * NAME_pipeline.json: what the three arrays of prepared data can't say by themselves.
 */
import { quoted } from '../../errors.ts';
import { BALANCE_METHODS, type BalanceMethod } from '../../preprocessing/rows/balance.ts';
import type { PipelineConfig } from '../../preprocessing/pipeline.ts';
import type { Priors } from '../../preprocessing/prepared-data.ts';
import { parseJson } from '../json.ts';
import { Field } from '../json-field.ts';
import { readClasses, readPositive, readPriors, type PositiveFields } from '../model-config.ts';
import { readPipeline } from '../pipeline-config.ts';
import { refusalFor } from '../refusal.ts';

export const PREPARED_SCHEMA = 'glassnet.pipeline/1';

export interface PreparedConfig extends PositiveFields {
  readonly schema: typeof PREPARED_SCHEMA;
  readonly classes: readonly string[];
  readonly priors: Priors;
  readonly heldOutMix: keyof Priors;
  readonly balance: BalanceMethod;
  readonly pipeline: PipelineConfig;
  /** Digests of the three files that this one belongs to. */
  readonly sha256: { readonly train: string; readonly validation: string; readonly test: string };
}

/** @throws FormatError E_PIPELINE_CONFIG naming the field that is missing, unknown or of the wrong kind. */
export function readPreparedConfig(text: string, file: string): PreparedConfig {
  const refuse = refusalFor(file);
  const root = new Field(parseJson(text, file), 'pipeline', 'E_PIPELINE_CONFIG', refuse);
  const schema = root.get('schema').string();
  if (schema !== PREPARED_SCHEMA) {
    throw refuse(
      'E_PIPELINE_VERSION',
      `the schema is ${quoted(schema)}, this program reads ${quoted(PREPARED_SCHEMA)}`,
    );
  }
  root.only('schema', 'classes', 'positive', 'positiveReason', 'priors', 'heldOutMix', 'balance', 'pipeline', 'sha256');
  const classes = readClasses(root.get('classes'));
  const digests = root.get('sha256');
  digests.only('train', 'validation', 'test');
  return {
    schema: PREPARED_SCHEMA,
    classes,
    ...readPositive(root, classes),
    priors: readPriors(root.get('priors'), classes.length),
    heldOutMix: root.get('heldOutMix').oneOf('natural', 'training'),
    balance: root.get('balance').oneOf(...BALANCE_METHODS),
    pipeline: readPipeline(root.get('pipeline')),
    sha256: {
      train: digests.get('train').string(),
      validation: digests.get('validation').string(),
      test: digests.get('test').string(),
    },
  };
}
