/**
 * The JSON of a pipeline, checked field by field: it stands in model files and beside prepared arrays.
 */
import { MISSING_WORDS } from '../data/missing.ts';
import type { CategoryConfig, CategoryEncoding } from '../preprocessing/category-feature.ts';
import { UNSEEN_POLICIES, type FeatureConfig } from '../preprocessing/feature.ts';
import type { NumberConfig } from '../preprocessing/number-feature.ts';
import type { PipelineConfig } from '../preprocessing/pipeline.ts';
import type { Field } from './json-field.ts';

/** More inputs by hash than this make no sense, and could ask for any amount of memory. */
const MOST_BUCKETS = 65_536;

export function readPipeline(field: Field): PipelineConfig {
  field.only('target', 'id', 'hasHeader', 'missingWords', 'features');
  const features = field.get('features').list().map(readFeature);
  if (features.length === 0 || new Set(features.map(({ name }) => name)).size !== features.length) {
    throw field.get('features').wrong('features of different names');
  }
  return {
    target: field.get('target').string(),
    id: field.get('id').isNull() ? null : field.get('id').string(),
    hasHeader: field.get('hasHeader').boolean(),
    missingWords: field.has('missingWords') ? readTexts(field.get('missingWords')) : MISSING_WORDS,
    features,
  };
}

function readFeature(field: Field): FeatureConfig {
  if (field.has('kind'))
    return field.get('kind').oneOf('number', 'boolean', 'date', 'category') === 'category'
      ? readCategory(field)
      : readNumber(field);
  // Models written before columns had kinds know numbers only, and none that is missing.
  field.only('name', 'mean', 'scale');
  return { kind: 'number', ...readScaling(field), fill: null, indicator: false, range: null };
}

function readScaling(field: Field): { name: string; mean: number; scale: number } {
  const scale = field.get('scale').number();
  if (scale <= 0) throw field.get('scale').wrong('a number above 0');
  return { name: field.get('name').string(), mean: field.get('mean').number(), scale };
}

function readNumber(field: Field): NumberConfig {
  field.only('name', 'kind', 'mean', 'scale', 'fill', 'indicator', 'range');
  const range = field.get('range').isNull()
    ? null
    : field
        .get('range')
        .list()
        .map((end) => end.number());
  if (range !== null && (range.length !== 2 || range[0]! > range[1]!)) {
    throw field.get('range').wrong('the smallest and the largest value');
  }
  const { name, mean, scale } = readScaling(field);
  return {
    name,
    kind: field.get('kind').oneOf('number', 'boolean', 'date'),
    mean,
    scale,
    fill: field.get('fill').isNull() ? null : field.get('fill').number(),
    indicator: field.get('indicator').boolean(),
    range: range && [range[0]!, range[1]!],
  };
}

function readCategory(field: Field): CategoryConfig {
  field.only('name', 'kind', 'encoding', 'fill', 'indicator', 'known', 'unseen');
  return {
    name: field.get('name').string(),
    kind: 'category',
    encoding: readEncoding(field.get('encoding')),
    fill: field.get('fill').isNull() ? null : field.get('fill').string(),
    indicator: field.get('indicator').boolean(),
    known: field.get('known').isNull() ? null : readTexts(field.get('known')),
    unseen: field.get('unseen').oneOf(...UNSEEN_POLICIES),
  };
}

function readEncoding(field: Field): CategoryEncoding {
  const method = field.get('method').oneOf('one-hot', 'frequency', 'hash');
  if (method === 'hash') {
    field.only('method', 'buckets');
    const buckets = field.get('buckets').count();
    if (buckets > MOST_BUCKETS) throw field.get('buckets').wrong(`at most ${MOST_BUCKETS}`);
    return { method, buckets };
  }
  const levels = readTexts(field.get('levels'));
  if (method === 'one-hot') {
    field.only('method', 'levels', 'other');
    const other = field.get('other').boolean();
    if (levels.length === 0 && !other) throw field.get('levels').wrong('at least one kind');
    return { method, levels, other };
  }
  field.only('method', 'levels', 'shares', 'mean', 'scale');
  const shares = field
    .get('shares')
    .list()
    .map((share) => share.number());
  if (shares.length !== levels.length || shares.some((share) => share <= 0 || share > 1)) {
    throw field.get('shares').wrong('a share above 0 for each level');
  }
  const scale = field.get('scale').number();
  if (scale <= 0) throw field.get('scale').wrong('a number above 0');
  return { method, levels, shares, mean: field.get('mean').number(), scale };
}

/** Texts that differ. */
function readTexts(field: Field): string[] {
  const texts = field.list().map((text) => text.string());
  if (new Set(texts).size !== texts.length) throw field.wrong('texts that differ');
  return texts;
}
