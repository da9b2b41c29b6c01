/**
 * Reads a search space: an object whose keys are options of a training, and whose values are
 *
 * - a value: `"dropout": 0.2`, `"hidden": [50, 50]`;
 * - several, one of which is drawn: `"hidden": {"in": [[50], [50, 50]]}`;
 * - a range of numbers: `"learningRate": {"from": 0.0001, "to": 0.01, "scale": "log"}`; the scale is linear where left out.
 */
import { quoted, shown, UsageError } from '../../errors.ts';
import { acceptedValue, expectedValue } from '../../options/check-options.ts';
import { nearest } from '../../options/nearest.ts';
import type { OptionSpec } from '../../options/option-spec.ts';
import {
  inOrder,
  OF_OPTIMIZER,
  SEARCHED_OPTIONS,
  UNSEARCHED_OPTIONS,
  type Parameters,
  type SearchedName,
} from './searched-options.ts';
import type { Axis, ParameterValue, Range, SearchSpace } from './search-space.ts';

const NAMES = Object.keys(SEARCHED_OPTIONS) as SearchedName[];
const RANGE_KEYS = ['from', 'to', 'scale'];

/**
 * @param value as JSON says it
 * @param base what an option is that the space doesn't name
 * @param file what errors call the space
 * @throws UsageError E_USAGE_SPACE naming the option, and what is wrong with it.
 */
export function readSpace(value: unknown, base: Parameters, file?: string): SearchSpace {
  return new SpaceReader(file).read(value, base);
}

class SpaceReader {
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  read(value: unknown, base: Parameters): SearchSpace {
    const given = this.#object(value);
    for (const name of Object.keys(given)) this.#requireOption(name);
    const entries = NAMES.filter((name) => Object.hasOwn(given, name)).map((name) => [name, given[name]] as const);
    const axes = new Map<SearchedName, Axis>();
    const constants: [SearchedName, ParameterValue][] = [];
    for (const [name, entry] of entries) {
      if (isObject(entry)) axes.set(name, this.#axis(name, entry));
      else constants.push([name, this.#value(name, entry)]);
    }
    const fixed = { ...base, ...(Object.fromEntries(constants) as Partial<Parameters>) };
    if (axes.size === 0) throw this.#wrong(undefined, 'nothing varies in it', 'such as "dropout": {"in": [0, 0.2]}');
    this.#requireSense(axes, constants, fixed);
    return { fixed: inOrder(fixed), axes };
  }

  #object(value: unknown): Readonly<Record<string, unknown>> {
    if (isObject(value)) return value;
    throw this.#wrong(undefined, `got ${shown(value)}, expected an object of options`);
  }

  #requireOption(name: string): void {
    if (NAMES.some((known) => known === name)) return;
    const reason = UNSEARCHED_OPTIONS.get(name);
    if (reason !== undefined) throw this.#wrong(name, `${name} is not searched: ${reason}`);
    const meant = nearest(name, NAMES);
    const hint = meant === undefined ? `the options are ${NAMES.join(', ')}` : `did you mean ${meant}?`;
    throw this.#wrong(name, `there is no option ${quoted(name)} to search`, hint);
  }

  #axis(name: SearchedName, entry: Readonly<Record<string, unknown>>): Axis {
    const keys = Object.keys(entry);
    const isChoice = keys.includes('in');
    const allowed = isChoice ? ['in'] : RANGE_KEYS;
    const unknown = keys.find((key) => !allowed.includes(key));
    if (unknown !== undefined) {
      const meant = nearest(
        unknown,
        ['in', ...RANGE_KEYS].filter((key) => !keys.includes(key)),
      );
      const expected = isChoice ? 'nothing beside "in"' : '"in", or "from", "to" and "scale"';
      throw this.#wrong(
        name,
        `${name}: got ${quoted(unknown)}, expected ${expected}`,
        meant === undefined ? undefined : `did you mean ${quoted(meant)}?`,
      );
    }
    return isChoice ? { in: this.#choices(name, entry['in']) } : this.#range(name, entry);
  }

  #choices(name: SearchedName, list: unknown): ParameterValue[] {
    if (!Array.isArray(list) || list.length === 0) {
      throw this.#wrong(name, `${name}: "in" is ${shown(list)}, expected a list of values`);
    }
    const values = list.map((value) => this.#value(name, value));
    const texts = values.map((value) => JSON.stringify(value));
    const twice = texts.find((text, place) => texts.indexOf(text) !== place);
    if (twice !== undefined) throw this.#wrong(name, `${name}: ${quoted(twice)} stands in it twice`);
    return values;
  }

  #range(name: SearchedName, entry: Readonly<Record<string, unknown>>): Range {
    const spec: OptionSpec = SEARCHED_OPTIONS[name];
    if (spec.kind !== 'number' && spec.kind !== 'whole') {
      throw this.#wrong(name, `${name}: has no range, it is ${expectedValue(spec)}`, 'list its values with "in"');
    }
    const { scale = 'linear' } = entry;
    if (scale !== 'linear' && scale !== 'log') {
      throw this.#wrong(name, `${name}: the scale is ${shown(scale)}, expected "linear" or "log"`);
    }
    const [from, to] = ['from', 'to'].map((end) => {
      if (!Object.hasOwn(entry, end)) throw this.#wrong(name, `${name}: the range has no "${end}"`);
      return entry[end];
    });
    if (scale === 'log' && typeof from === 'number' && from <= 0) {
      throw this.#wrong(
        name,
        `${name}: a logarithmic range can't begin at ${from}`,
        'begin above 0, or leave "scale" out',
      );
    }
    const ends = [this.#value(name, from), this.#value(name, to)] as [number, number];
    if (ends[0] >= ends[1]) {
      throw this.#wrong(name, `${name}: the range from ${ends[0]} to ${ends[1]} is empty`, 'from is the smaller one');
    }
    return { from: ends[0], to: ends[1], scale, isWhole: spec.kind === 'whole' };
  }

  #value(name: SearchedName, value: unknown): ParameterValue {
    const spec: OptionSpec = SEARCHED_OPTIONS[name];
    const accepted = acceptedValue(spec, value);
    if (accepted !== undefined) return accepted as ParameterValue;
    const meant = spec.kind === 'choice' && typeof value === 'string' ? nearest(value, spec.choices) : undefined;
    throw this.#wrong(
      name,
      `${name}: got ${shown(value)}, expected ${expectedValue(spec)}`,
      meant === undefined ? undefined : `did you mean ${quoted(meant)}?`,
    );
  }

  /** What the space holds must have an effect in some trial. */
  #requireSense(
    axes: ReadonlyMap<SearchedName, Axis>,
    constants: readonly (readonly [SearchedName, ParameterValue])[],
    fixed: Parameters,
  ): void {
    const optimizers = axes.get('optimizer');
    const tried = optimizers !== undefined && 'in' in optimizers ? optimizers.in : [fixed.optimizer];
    for (const name of [...axes.keys(), ...constants.map(([constant]) => constant)]) {
      const needed = name === 'momentum' || name === 'weightDecay' ? OF_OPTIMIZER[name] : undefined;
      if (needed === undefined || tried.includes(needed)) continue;
      const message = `${name}: is for ${needed}, and the optimizer is ${tried.map(String).join(' or ')} in all trials`;
      throw this.#wrong(name, message, 'leave it out, or add "optimizer": {"in": ["adam", "sgd"]}');
    }
  }

  #wrong(field: string | undefined, message: string, hint?: string): UsageError {
    return new UsageError('E_USAGE_SPACE', `the search space: ${message}`, { file: this.#file, field, hint });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
