/**
 * A category (country, plan, device) as inputs. One-hot: an input for each level that enough training rows have, and one
 * for all rarer levels together. With very many levels: either the share of training rows that have the level (frequency
 * encoding), or one of a fixed number of inputs by a hash of its text (Weinberger et al. 2009).
 */
import type { Column, TextColumn } from '../../data/table.ts';
import { quoted } from '../../errors.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { EncodingOptions } from '../preparation-options.ts';
import type { Feature, Input } from './feature.ts';
import type { CategoryConfig, CategoryEncoding } from './feature-config.ts';
import { hashText } from './hash-text.ts';
import { allMissing, missingInput } from './number-feature.ts';

/** Inputs of a hashed column: with 1,000 levels, about 30 share each. */
const HASH_BUCKETS = 32;
/** Shares whose deviation is smaller differ by rounding alone. */
export const LEAST_SHARE_SCALE = 1e-9;

export class CategoryFeature implements Feature {
  readonly config: CategoryConfig;
  readonly inputs: readonly Input[];
  readonly #writer: Writer;

  constructor(config: CategoryConfig) {
    const { name, encoding, indicator } = config;
    const own = inputsOf(name, encoding);
    this.config = config;
    this.inputs = [...own, ...(indicator ? [missingInput(name)] : [])];
    this.#writer = writerOf(encoding, own.length);
  }

  transform(column: Column, rows: Int32Array, out: Tensor, offset: number): void {
    if (column.kind !== 'text') throw new RangeError(`column ${quoted(column.name)} is no column of texts`);
    const { fill, indicator } = this.config;
    const { placeOf, write } = this.#writer;
    const places = column.levels.map(placeOf);
    const fillPlace = fill === null ? null : placeOf(fill);
    for (let i = 0; i < rows.length; i++) {
      const code = column.codes[rows[i]!]!;
      if (code === -1 && fillPlace === null) {
        throw new RangeError(`column ${quoted(column.name)} has no value in row ${rows[i]}`);
      }
      const start = i * out.columns + offset;
      write(out.data, start, code === -1 ? fillPlace! : places[code]!);
      if (indicator) out.data[start + this.inputs.length - 1] = code === -1 ? 1 : 0;
    }
  }
}

/**
 * Learns a column of categories.
 *
 * @param rows the training rows: no other row has any influence
 * @throws DataError E_DATA_MISSING when all values are missing; RangeError when unseen levels are to be refused, and
 *   the encoding keeps no list of the others.
 */
export function fitCategoryFeature(
  column: TextColumn,
  rows: Int32Array,
  options: EncodingOptions,
  file: string,
): CategoryFeature {
  const { name, levels, codes } = column;
  const counts = new Int32Array(levels.length);
  let missing = 0;
  for (const row of rows) {
    const code = codes[row]!;
    if (code === -1) missing++;
    else counts[code]!++;
  }
  if (missing === rows.length) throw allMissing(name, file);
  const known = levels
    .map((text, code) => ({ text, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => (a.text < b.text ? -1 : 1));
  const mostFrequent = known.reduce((best, level) => (level.count > best.count ? level : best));
  mostFrequent.count += missing;
  const encoding = encode(known, rows.length, options);
  if (encoding.method === 'hash' && options.unseen === 'refuse') {
    throw new RangeError(`column ${quoted(name)}: a hash keeps no list of kinds to refuse others by`);
  }
  return new CategoryFeature({
    name,
    kind: 'category',
    encoding,
    fill: options.missing === 'fill' ? mostFrequent.text : null,
    indicator: missing > 0,
    known: encoding.method === 'hash' ? null : known.map(({ text }) => text),
    unseen: options.unseen,
  });
}

interface CountedLevel {
  readonly text: string;
  count: number;
}

function encode(
  known: readonly CountedLevel[],
  rowCount: number,
  { minFrequency, maxLevels, highCardinality }: EncodingOptions,
): CategoryEncoding {
  const kept = known.filter(({ count }) => count >= minFrequency);
  if (kept.length <= maxLevels) {
    return { method: 'one-hot', levels: kept.map(({ text }) => text), other: kept.length < known.length };
  }
  if (highCardinality === 'hash') return { method: 'hash', buckets: HASH_BUCKETS };
  const shares = known.map(({ count }) => count / rowCount);
  // Each row's value is its level's share, so a mean over rows weighs each level by that share.
  const mean = shares.reduce((sum, share) => sum + share * share, 0);
  const deviation = Math.sqrt(shares.reduce((sum, share) => sum + share * (share - mean) * (share - mean), 0));
  const scale = deviation > LEAST_SHARE_SCALE ? deviation : 1;
  return { method: 'frequency', levels: known.map(({ text }) => text), shares, mean, scale };
}

function inputsOf(name: string, encoding: CategoryEncoding): Input[] {
  switch (encoding.method) {
    case 'one-hot':
      return [
        ...encoding.levels.map((level) => ({ name: `${name} ${quoted(level)}`, mean: 0, scale: 1 })),
        ...(encoding.other ? [{ name: `${name} other`, mean: 0, scale: 1 }] : []),
      ];
    case 'frequency':
      return [{ name: `${name} frequency`, mean: encoding.mean, scale: encoding.scale }];
    case 'hash':
      return Array.from({ length: encoding.buckets }, (_, bucket) => ({
        name: `${name} #${bucket}`,
        mean: 0,
        scale: 1,
      }));
  }
}

interface Writer {
  /** Where a level stands in the encoding; −1 for one that isn't in it. */
  readonly placeOf: (text: string) => number;
  /** Writes such a place into data[start …]. */
  readonly write: (data: Float32Array, start: number, place: number) => void;
}

function writerOf(encoding: CategoryEncoding, width: number): Writer {
  if (encoding.method === 'frequency') {
    const { levels, shares, mean, scale } = encoding;
    return {
      placeOf: finder(levels),
      write: (data, start, place) => {
        data[start] = ((place === -1 ? 0 : shares[place]!) - mean) / scale;
      },
    };
  }
  const write = (data: Float32Array, start: number, place: number) => {
    data.fill(0, start, start + width);
    if (place !== -1) data[start + place] = 1;
  };
  if (encoding.method === 'hash') return { placeOf: (text) => hashText(text) % encoding.buckets, write };
  const find = finder(encoding.levels);
  const otherPlace = encoding.other ? encoding.levels.length : -1;
  return {
    placeOf: (text) => {
      const place = find(text);
      return place === -1 ? otherPlace : place;
    },
    write,
  };
}

/** The place of a text in a list, −1 where it isn't there. */
function finder(texts: readonly string[]): (text: string) => number {
  const places = new Map(texts.map((text, place) => [text, place]));
  return (text) => places.get(text) ?? -1;
}
