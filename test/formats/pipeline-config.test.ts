/** Pipelines in JSON that are wrong: each wrong kind of each field is refused by the field's name. */
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/formats/json.ts';
import { Field } from '../../src/formats/json-field.ts';
import { readPipeline } from '../../src/formats/pipeline-config.ts';
import { refusalFor } from '../../src/formats/refusal.ts';
import type { CategoryEncoding } from '../../src/preprocessing/features/category-feature.ts';
import type { PipelineConfig } from '../../src/preprocessing/pipeline.ts';
import { refusal } from '../formats/damage.ts';

const category = (name: string, encoding: CategoryEncoding) =>
  ({
    name,
    kind: 'category',
    encoding,
    fill: 'a',
    indicator: true,
    known: encoding.method === 'hash' ? null : ['a', 'b', 'rare'],
    unseen: 'other',
  }) as const;

const CONFIG: PipelineConfig = {
  target: 'y',
  id: null,
  hasHeader: true,
  missingWords: ['', 'na'],
  features: [
    { name: 'age', kind: 'number', mean: 40, scale: 10, fill: 39, indicator: true, range: [18, 90] },
    { name: 'joined', kind: 'date', mean: 2e4, scale: 99, fill: null, indicator: false, range: null },
    category('plan', { method: 'one-hot', levels: ['a', 'b'], other: true }),
    category('town', { method: 'frequency', levels: ['a', 'b'], shares: [0.75, 0.25], mean: 0.6, scale: 0.2 }),
    { ...category('street', { method: 'hash', buckets: 32 }), indicator: false },
  ],
};

function verdict(config: unknown): string {
  const field = new Field(
    parseJson(JSON.stringify(config), 'own.json'),
    'pipeline',
    'E_MODEL_CONFIG',
    refusalFor('own.json'),
  );
  const error = refusal(() => readPipeline(field));
  return error === undefined ? 'accepted' : error.message;
}

/** The config with the value at a path replaced; undefined takes the field out. */
function withValue(path: string, value: unknown): unknown {
  const config = structuredClone(CONFIG);
  const keys = path.split('.');
  // oxlint-disable-next-line typescript/no-explicit-any
  const parent = keys.slice(0, -1).reduce((object: any, key) => object[key], config);
  if (value === undefined) delete parent[keys.at(-1)!];
  else parent[keys.at(-1)!] = value;
  return config;
}

/** `features.0.mean` as messages call it: `pipeline.features[0].mean`. */
const shown = (path: string) => `pipeline.${path.replaceAll(/\.(\d+)/g, '[$1]')}`;

/** Every field, and which kinds of JSON values it may have. */
const FIELDS: [path: string, kinds: string][] = [
  ['target', 'string'],
  ['id', 'string null'],
  ['hasHeader', 'boolean'],
  ['missingWords', 'list missing'],
  ['missingWords.0', 'string'],
  ['features', ''],
  ['features.0', ''],
  ['features.0.name', 'string'],
  ['features.0.mean', 'number'],
  ['features.0.scale', 'number'],
  ['features.1.fill', 'number null'],
  ['features.0.indicator', 'boolean'],
  ['features.0.range', 'null'],
  ['features.0.range.0', 'number'],
  ['features.0.kind', ''],
  ['features.2.name', 'string'],
  ['features.4.fill', 'string null'],
  ['features.2.indicator', 'boolean'],
  ['features.2.known', 'list null'],
  ['features.2.known.1', 'string'],
  ['features.2.unseen', ''],
  ['features.2.encoding', ''],
  ['features.2.encoding.method', ''],
  ['features.2.encoding.levels', 'list'],
  ['features.2.encoding.levels.1', 'string'],
  ['features.2.encoding.other', 'boolean'],
  ['features.3.encoding.shares', ''],
  ['features.3.encoding.shares.0', 'number'],
  ['features.3.encoding.mean', 'number'],
  ['features.3.encoding.scale', 'number'],
  ['features.4.encoding.buckets', 'number'],
];
const VALUES = { string: 'text', number: 1, boolean: true, null: null, list: [], object: {}, missing: undefined };
const WRONG = FIELDS.flatMap(([path, kinds]) =>
  Object.entries(VALUES).flatMap(([kind, value]) => (kinds.split(' ').includes(kind) ? [] : [[path, kind, value]])),
) as [string, string, unknown][];

describe('fields', () => {
  it('control: the config itself is accepted, and its fields with another value of their kind', () => {
    expect(verdict(CONFIG)).toBe('accepted');
    const right = FIELDS.flatMap(([path, kinds]) => kinds.split(' ').map((kind) => [path, kind] as const));
    for (const [path, kind] of right) {
      if (kind !== '') expect(verdict(withValue(path, VALUES[kind as keyof typeof VALUES])), path).toBe('accepted');
    }
  });

  it('have 160 wrong kinds or more between them', () => {
    expect(WRONG.length).toBeGreaterThan(160);
  });

  it.each(WRONG)('%s that is %s is refused by name', (path, kind, value) => {
    const message = verdict(withValue(path, value));
    // A feature without a kind is one of an earlier version, which has fewer fields.
    const name = path.endsWith('.kind') && kind === 'missing' ? 'pipeline.features[0]' : shown(path);
    expect(message.startsWith(name), `${message} starts with ${name}`).toBe(true);
    expect(message).toContain(': expected ');
  });
});

describe('values', () => {
  it.each<[string, unknown, string]>([
    ['more', 1, 'pipeline: expected no field "more"'],
    ['features.0.more', 1, 'pipeline.features[0]: expected no field "more"'],
    ['features.2.more', 1, 'pipeline.features[2]: expected no field "more"'],
    ['features.2.encoding.buckets', 1, 'pipeline.features[2].encoding: expected no field "buckets"'],
    ['features.3.encoding.other', true, 'pipeline.features[3].encoding: expected no field "other"'],
    ['features.4.encoding.levels', [], 'pipeline.features[4].encoding: expected no field "levels"'],
    ['features.0.kind', 'text', 'pipeline.features[0].kind: expected one of number, boolean, date, category'],
    ['features.0.kind', 'category', 'pipeline.features[0]: expected no field "mean"'],
    ['features.0.scale', 0, 'pipeline.features[0].scale: expected a number above 0'],
    ['features.0.scale', -1, 'pipeline.features[0].scale: expected a number above 0'],
    ['features.0.range', [2, 1], 'pipeline.features[0].range: expected the smallest and the largest value'],
    ['features.0.range', [1], 'pipeline.features[0].range: expected the smallest and the largest value'],
    ['features.0.fill', null, 'pipeline.features[0].indicator: expected false where no value may be missing'],
    ['features.1.mean', 1e300, 'pipeline.features[1]: expected days of the calendar'],
    ['features.1.fill', -1e9, 'pipeline.features[1]: expected days of the calendar'],
    ['features.1.range', [0, 1e9], 'pipeline.features[1]: expected days of the calendar'],
    ['features.1.name', 'age', 'pipeline.features: expected features of different names'],
    ['features.2.fill', null, 'pipeline.features[2].indicator: expected false where no value may be missing'],
    ['features.2.known', ['a', 'a'], 'pipeline.features[2].known: expected texts that differ'],
    ['features.2.encoding.levels', ['a', 'a'], 'pipeline.features[2].encoding.levels: expected texts that differ'],
    ['features.2.encoding', { method: 'one-hot', levels: [], other: false }, 'pipeline.features[2].encoding.levels: '],
    ['features.2.encoding.method', 'toString', 'pipeline.features[2].encoding.method: expected one of one-hot, '],
    ['features.2.unseen', 'constructor', 'pipeline.features[2].unseen: expected one of other, refuse'],
    ['features.3.encoding.levels', ['a'], 'pipeline.features[3].encoding.shares: expected a share above 0 for each'],
    ['features.3.encoding.shares', [0.5], 'pipeline.features[3].encoding.shares: expected a share above 0 for each'],
    ['features.3.encoding.shares', [0, 1], 'pipeline.features[3].encoding.shares: expected a share above 0 for each'],
    ['features.3.encoding.shares', [2, 1], 'pipeline.features[3].encoding.shares: expected a share above 0 for each'],
    ['features.3.encoding.mean', 1e308, 'pipeline.features[3].encoding.mean: expected a mean of shares'],
    ['features.3.encoding.scale', 5e-324, 'pipeline.features[3].encoding.scale: expected a number of at least 1e-9'],
    ['features.4.unseen', 'refuse', 'pipeline.features[4].known: expected the kinds that are not refused'],
    ['features.4.encoding.buckets', 0, 'pipeline.features[4].encoding.buckets: expected a whole number of at least 1'],
    ['features.4.encoding.buckets', 65_537, 'pipeline.features: expected at most 65536 buckets of all hashes'],
  ])('%s = %j', (path, value, message) => {
    expect(verdict(withValue(path, value))).toContain(message);
  });

  it('1,000 hashes of 65,536 inputs each are refused before any memory is taken for them', () => {
    const features = Array.from({ length: 1000 }, (_, i) => category(`h${i}`, { method: 'hash', buckets: 65_536 }));
    expect(verdict({ ...CONFIG, features })).toBe('pipeline.features: expected at most 65536 buckets of all hashes');
  });
});

describe('earlier versions', () => {
  it('a feature of name, mean and scale alone is a number that may not be missing', () => {
    const { missingWords: _, ...config } = CONFIG;
    const old = { ...config, features: [{ name: 'age', mean: 1, scale: 2 }] };
    const read = readPipeline(
      new Field(parseJson(JSON.stringify(old), ''), 'pipeline', 'E_MODEL_CONFIG', refusalFor('')),
    );
    expect(read.features).toEqual([
      { name: 'age', kind: 'number', mean: 1, scale: 2, fill: null, indicator: false, range: null },
    ]);
    expect(read.missingWords).toContain('n/a');
    expect(verdict({ ...config, features: [{ name: 'age', mean: 1, scale: 2, fill: 1 }] })).toContain(
      'no field "fill"',
    );
  });
});
