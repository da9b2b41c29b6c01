/**
 * What new customers hold that training never saw: levels without a training row, numbers outside the training range,
 * values missing where none was. Such rows are scored as the model declares, and counted here, so that no reader takes an
 * extrapolation for experience.
 */
import { formatDate } from '../data/cells/date.ts';
import { columnNamed, type NumberColumn, type Table, type TextColumn } from '../data/table.ts';
import type { CategoryConfig, FeatureConfig, NumberConfig } from './features/feature-config.ts';
import type { Pipeline } from './pipeline.ts';

export interface Novelty {
  readonly column: string;
  readonly kind: 'unseen' | 'out of range' | 'missing';
  readonly rows: number;
  /** The first few unseen levels, or the farthest numbers. */
  readonly examples: readonly string[];
  /** What stood in training: the range, or what a missing value is filled with; nothing for unseen levels. */
  readonly training: string;
}

const KINDS: readonly Novelty['kind'][] = ['unseen', 'out of range', 'missing'];
const MOST_EXAMPLES = 3;

/** What was counted, by column and kind. */
export type NoveltyCounts = ReadonlyMap<string, Readonly<Count>>;

interface Count {
  rows: number;
  readonly examples: Set<string>;
  low: number;
  high: number;
}

export class NoveltyCounter {
  readonly #pipeline: Pipeline;
  readonly #known: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #counts = new Map<string, Count>();

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
    this.#known = new Map(
      pipeline.features.flatMap(({ config }) => {
        return config.kind === 'category' && config.known !== null ? [[config.name, new Set(config.known)]] : [];
      }),
    );
  }

  /** Takes the rows of a table that has the pipeline's columns. */
  add(table: Table): void {
    for (const { config } of this.#pipeline.features) {
      const column = columnNamed(table, config.name);
      if (config.kind === 'category') this.addKinds(column as TextColumn, config);
      else this.addNumbers(column as NumberColumn, config);
    }
  }

  /** Empties the counter, for another one to take what it counted. */
  take(): NoveltyCounts {
    const counts = new Map(this.#counts);
    this.#counts.clear();
    return counts;
  }

  /** Takes what was counted of the rows that come next. */
  merge(counts: NoveltyCounts): void {
    for (const [key, { rows, examples, low, high }] of counts) {
      const count = this.countOf(key);
      count.rows += rows;
      count.low = Math.min(count.low, low);
      count.high = Math.max(count.high, high);
      for (const example of examples) if (count.examples.size < MOST_EXAMPLES) count.examples.add(example);
    }
  }

  /** Column by column, in the pipeline's order. */
  novelties(): Novelty[] {
    return this.#pipeline.features.flatMap(({ config }) => {
      return KINDS.flatMap((kind) => this.novelty(config, kind) ?? []);
    });
  }

  private novelty(config: FeatureConfig, kind: Novelty['kind']): Novelty | null {
    const column = config.name;
    const count = this.#counts.get(keyOf(column, kind));
    if (count === undefined) return null;
    const { rows, examples, low, high } = count;
    if (config.kind === 'category') {
      const training = kind === 'missing' ? (config.fill ?? '') : '';
      return { column, kind, rows, examples: [...examples], training };
    }
    const show = config.kind === 'date' ? formatDate : String;
    if (kind === 'missing') return { column, kind, rows, examples: [], training: show(config.fill!) };
    const ends = [low, high].filter(Number.isFinite).map(show);
    return { column, kind, rows, examples: ends, training: config.range!.map(show).join(' to ') };
  }

  private addKinds({ codes, levels }: TextColumn, config: CategoryConfig): void {
    const known = this.#known.get(config.name);
    const isUnseen = levels.map((level) => known?.has(level) === false);
    for (const code of codes) {
      if (code === -1 && !config.indicator) this.count(config.name, 'missing');
      if (code === -1 || !isUnseen[code]!) continue;
      const { examples } = this.count(config.name, 'unseen');
      if (examples.size < MOST_EXAMPLES) examples.add(levels[code]!);
    }
  }

  private addNumbers({ values }: NumberColumn, { name, indicator, range }: NumberConfig): void {
    for (const value of values) {
      if (Number.isNaN(value) && !indicator) this.count(name, 'missing');
      if (range === null || !(value < range[0] || value > range[1])) continue;
      const count = this.count(name, 'out of range');
      if (value < range[0]) count.low = Math.min(count.low, value);
      else count.high = Math.max(count.high, value);
    }
  }

  private count(column: string, kind: Novelty['kind']): Count {
    const count = this.countOf(keyOf(column, kind));
    count.rows++;
    return count;
  }

  private countOf(key: string): Count {
    const count = this.#counts.get(key) ?? { rows: 0, examples: new Set<string>(), low: Infinity, high: -Infinity };
    this.#counts.set(key, count);
    return count;
  }
}

function keyOf(column: string, kind: Novelty['kind']): string {
  return `${kind}\n${column}`;
}
