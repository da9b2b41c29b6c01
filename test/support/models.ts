/**
 * Small classifiers, and model files whose content was changed by hand but whose digest is right.
 */
import { createHash } from 'node:crypto';
import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '../../src/formats/safetensors.ts';
import { MISSING_WORDS } from '../../src/data/cells/missing.ts';
import { Ensemble } from '../../src/nn/ensemble.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import type { NumberConfig } from '../../src/preprocessing/features/feature-config.ts';
import { Pipeline } from '../../src/preprocessing/pipeline.ts';
import { createRandom } from '../../src/random.ts';
import { Classifier, type ClassifierParts } from '../../src/model/classifier.ts';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A column of numbers of which none may be missing. */
const numberConfig = (name: string, mean: number, scale: number): NumberConfig => ({
  name,
  kind: 'number',
  mean,
  scale,
  fill: null,
  indicator: false,
  range: null,
});

/** Two features, three hidden units, two classes. */
export function smallClassifier(parts: Partial<ClassifierParts> = {}): Classifier {
  const units = parts.output === 'sigmoid' ? 1 : (parts.classes?.length ?? 2);
  const layers = [new Dense({ units: 3 }), new ReLU(), new Dense({ units })];
  const features = ['age', 'spent'].map((name, j) => numberConfig(name, j + 0.5, 2));
  return new Classifier({
    network: new Sequential(layers, { inputDim: 2, random: createRandom(1, 'weights') }),
    output: 'softmax',
    classes: ['no', 'yes'],
    priors: { natural: [0.8412, 0.1588], training: [0.5, 0.5] },
    pipeline: new Pipeline({ target: 'y', id: null, hasHeader: true, missingWords: MISSING_WORDS, features }),
    ...parts,
  });
}

/** The same columns and classes, for which several networks answer. @param seeds of the networks' weights */
export function smallEnsemble({ seeds = [1, 2, 3] }: { readonly seeds?: readonly number[] } = {}): Classifier {
  const members = seeds.map((seed) => {
    const layers = [new Dense({ units: 3 }), new ReLU(), new Dense({ units: 2 })];
    return new Sequential(layers, { inputDim: 2, random: createRandom(seed, 'weights') });
  });
  return smallClassifier({ network: new Ensemble(members) });
}

export interface MixedOptions {
  /** Of the four columns. */
  readonly names?: readonly string[];
  readonly missingWords?: readonly string[];
  /** False where no value may be missing. */
  readonly fills?: boolean;
  readonly unseen?: 'other' | 'refuse';
  readonly classes?: readonly string[];
}

/** One column of each kind (age, member, joined, plan), drawn weights, and odd shares of the classes. */
export function mixedClassifier({
  names = ['age', 'member', 'joined', 'plan'],
  missingWords = MISSING_WORDS,
  fills = true,
  unseen = 'other',
  classes = ['no', 'yes'],
}: MixedOptions = {}): Classifier {
  const number = { fill: fills ? 30 : null, indicator: false, mean: 40, scale: 12.5, range: [18, 90] } as const;
  const pipeline = new Pipeline({
    target: 'bought',
    id: null,
    hasHeader: true,
    missingWords,
    features: [
      { ...number, name: names[0]!, kind: 'number' },
      { ...number, name: names[1]!, kind: 'boolean', fill: fills ? 1 : null, mean: 0.25, scale: 0.5, range: [0, 1] },
      {
        ...number,
        name: names[2]!,
        kind: 'date',
        fill: fills ? 19_000 : null,
        mean: 19_500,
        scale: 365,
        range: [18_000, 20_000],
      },
      {
        name: names[3]!,
        kind: 'category',
        encoding: { method: 'one-hot', levels: ['1', 'pro', 'true'], other: true },
        fill: fills ? 'pro' : null,
        indicator: fills,
        known: ['1', 'pro', 'rare', 'true'],
        unseen,
      },
    ],
  });
  const layers = [new Dense({ units: 5 }), new ReLU(), new Dense({ units: classes.length })];
  return new Classifier({
    network: new Sequential(layers, { inputDim: pipeline.inputs.length, random: createRandom(3, 'weights') }),
    output: 'softmax',
    classes,
    priors: {
      natural: classes.map((_, i) => (2 * (i + 1)) / (classes.length * (classes.length + 1))),
      training: classes.map(() => 1 / classes.length),
    },
    pipeline,
  });
}

export interface ModelContent {
  /** The text under `glassnet`. */
  config: string;
  readonly tensors: Map<string, SafeTensor>;
  readonly metadata: Map<string, string>;
}

/** The file with its content changed and its digest made right again. */
export function resealed(file: Uint8Array, change: (content: ModelContent) => void): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(file, 'own.safetensors');
  const content = { config: metadata.get('glassnet')!, tensors: new Map(tensors), metadata: new Map(metadata) };
  change(content);
  const zeros = '0'.repeat(64);
  const sealed = (digest: string) =>
    encodeSafetensors(
      content.tensors,
      new Map([...content.metadata, ['glassnet', content.config], ['sha256', digest]]),
    );
  return sealed(sha256(sealed(zeros)));
}
