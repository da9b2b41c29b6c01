/**
 * The JSON of a pipeline, checked field by field: it stands in model files and beside prepared arrays.
 */
import { MISSING_WORDS } from '../data/cells/missing.ts';
import { DATE_ORDERS } from '../data/cells/date.ts';
import { DECIMAL_MARKS, THOUSANDS_MARKS } from '../data/cells/number.ts';
import type { ValueFormat } from '../data/cells/value-format.ts';
import { isDelimiter } from '../data/csv/delimiter.ts';
import type { CsvFormat } from '../data/csv-format.ts';
import { isEncoding } from '../data/dialect/encoding.ts';
import { NOTATIONS, type Notation } from '../data/table.ts';
import { LEAST_SHARE_SCALE } from '../preprocessing/features/category-feature.ts';
import type {
  CategoryConfig,
  CategoryEncoding,
  FeatureConfig,
  NumberConfig,
} from '../preprocessing/features/feature-config.ts';
import type { PipelineConfig } from '../preprocessing/pipeline.ts';
import { UNSEEN_POLICIES } from '../preprocessing/preparation-options.ts';
import type { Field } from './json-field.ts';

/** More inputs by hash than this, of all columns together, make no sense and could ask for any amount of memory. */
const MOST_BUCKETS = 65_536;

/** What a date can be: the ends of the ECMAScript calendar. */
const MOST_DAYS = 100_000_000;

export function readPipeline(field: Field): PipelineConfig {
  field.only('target', 'id', 'hasHeader', 'missingWords', 'targetBins', 'format', 'csv', 'features');
  const features = field.get('features').list().map(readFeature);
  if (features.length === 0 || new Set(features.map(({ name }) => name)).size !== features.length) {
    throw field.get('features').wrong('features of different names');
  }
  const buckets = features.reduce((sum, feature) => sum + bucketsOf(feature), 0);
  if (buckets > MOST_BUCKETS) throw field.get('features').wrong(`at most ${MOST_BUCKETS} buckets of all hashes`);
  return {
    target: field.get('target').string(),
    id: field.get('id').isNull() ? null : field.get('id').string(),
    hasHeader: field.get('hasHeader').boolean(),
    missingWords: field.has('missingWords') ? readTexts(field.get('missingWords')) : MISSING_WORDS,
    ...(field.has('targetBins') && { targetBins: readBins(field.get('targetBins')) }),
    ...(field.has('format') && { format: readFormat(field.get('format')) }),
    ...(field.has('csv') && { csv: readCsvFormat(field.get('csv')) }),
    features,
  };
}

/** Cut points, each above the one before. */
export function readBins(field: Field): number[] {
  const points = field.list().map((point) => point.number());
  if (points.length === 0 || points.some((point, i) => i > 0 && point <= points[i - 1]!)) {
    throw field.wrong('numbers, each above the one before');
  }
  return points;
}

function readCsvFormat(field: Field): CsvFormat {
  field.only('delimiter', 'encoding');
  return {
    ...(field.has('delimiter') && { delimiter: readDelimiter(field.get('delimiter')) }),
    ...(field.has('encoding') && { encoding: readEncodingName(field.get('encoding')) }),
  };
}

function readDelimiter(field: Field): string {
  const delimiter = field.string();
  if (!isDelimiter(delimiter)) throw field.wrong('one character other than a quote or a line end');
  return delimiter;
}

function readEncodingName(field: Field): string {
  const encoding = field.string();
  if (!isEncoding(encoding)) throw field.wrong('the name of an encoding');
  return encoding;
}

function readFormat(field: Field): ValueFormat {
  field.only('decimal', 'thousands', 'dateOrder');
  const format = {
    decimal: field.get('decimal').oneOf(...DECIMAL_MARKS),
    ...(field.has('thousands') && { thousands: field.get('thousands').oneOf(...THOUSANDS_MARKS) }),
    ...(field.has('dateOrder') && { dateOrder: field.get('dateOrder').oneOf(...DATE_ORDERS) }),
  };
  if (format.decimal === format.thousands) throw field.get('thousands').wrong('another mark than the decimal mark');
  return format;
}

function bucketsOf(feature: FeatureConfig): number {
  return feature.kind === 'category' && feature.encoding.method === 'hash' ? feature.encoding.buckets : 0;
}

function readFeature(field: Field): FeatureConfig {
  if (field.has('kind'))
    return field.get('kind').oneOf(...NOTATIONS, 'category') === 'category' ? readCategory(field) : readNumber(field);
  // Models written before columns had kinds know numbers only, and none that is missing.
  field.only('name', 'mean', 'scale');
  const { name, mean, scale } = readScaling(field);
  return { name, kind: 'number', mean, scale, fill: null, indicator: false, range: null };
}

function readScaling(field: Field): { name: string; mean: number; scale: number } {
  const scale = field.get('scale').number();
  if (scale <= 0) throw field.get('scale').wrong('a number above 0');
  return { name: field.get('name').string(), mean: field.get('mean').number(), scale };
}

function readNumber(field: Field): NumberConfig {
  field.only('name', 'kind', 'unit', 'mean', 'scale', 'edges', 'fill', 'indicator', 'range');
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
  const kind = field.get('kind').oneOf(...NOTATIONS);
  const fill = field.get('fill').isNull() ? null : field.get('fill').number();
  if (kind === 'date' && [mean, fill ?? 0, ...(range ?? [])].some((day) => Math.abs(day) > MOST_DAYS)) {
    throw field.wrong('days of the calendar');
  }
  return {
    name,
    kind,
    ...(field.has('unit') && { unit: readUnit(field.get('unit'), kind) }),
    mean,
    scale,
    ...(field.has('edges') && { edges: readEdges(field.get('edges')) }),
    fill,
    indicator: readIndicator(field, fill),
    range: range && [range[0]!, range[1]!],
  };
}

function readEdges(field: Field): number[] {
  const edges = field.list().map((edge) => edge.number());
  if (edges.length < 2 || edges.some((edge, t) => t > 0 && edge <= edges[t - 1]!)) {
    throw field.wrong('at least two numbers, ascending');
  }
  return edges;
}

function readUnit(field: Field, kind: Notation): string {
  const unit = field.string();
  if (kind !== 'number' || unit === '' || /\d/.test(unit)) throw field.wrong('the unit of numbers');
  return unit;
}

function readCategory(field: Field): CategoryConfig {
  field.only('name', 'kind', 'encoding', 'fill', 'indicator', 'known', 'unseen');
  const fill = field.get('fill').isNull() ? null : field.get('fill').string();
  const known = field.get('known').isNull() ? null : readTexts(field.get('known'));
  const unseen = field.get('unseen').oneOf(...UNSEEN_POLICIES);
  if (known === null && unseen === 'refuse') throw field.get('known').wrong('the kinds that are not refused');
  return {
    name: field.get('name').string(),
    kind: 'category',
    encoding: readEncoding(field.get('encoding')),
    fill,
    indicator: readIndicator(field, fill),
    known,
    unseen,
  };
}

function readIndicator(field: Field, fill: number | string | null): boolean {
  const indicator = field.get('indicator').boolean();
  if (indicator && fill === null) throw field.get('indicator').wrong('false where no value may be missing');
  return indicator;
}

function readEncoding(field: Field): CategoryEncoding {
  const method = field.get('method').oneOf('one-hot', 'frequency', 'hash');
  if (method === 'hash') {
    field.only('method', 'buckets');
    return { method, buckets: field.get('buckets').count() };
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
  const mean = field.get('mean').number();
  if (mean < 0 || mean > 1) throw field.get('mean').wrong('a mean of shares');
  const scale = field.get('scale').number();
  if (scale < LEAST_SHARE_SCALE) throw field.get('scale').wrong(`a number of at least ${LEAST_SHARE_SCALE}`);
  return { method, levels, shares, mean, scale };
}

/** Texts that differ. */
function readTexts(field: Field): string[] {
  const texts = field.list().map((text) => text.string());
  if (new Set(texts).size !== texts.length) throw field.wrong('texts that differ');
  return texts;
}
