/**
 * Of two classes, the one that counts: the buyers, the leavers, the sick. Probabilities, rankings and gains are about
 * it, so it is named, or chosen by rules that people can check: the half of a known pair of words that says yes, else
 * the rarer class.
 */
import { quoted, UsageError } from '../errors.ts';
import { nearest } from '../options/nearest.ts';
import { setting, wording } from '../wording.ts';

/** Why a class counts: somebody said so, its name does, it is rarer, or its name is the later of two equally frequent. */
export const POSITIVE_REASONS = ['named', 'known word', 'rarer class', 'tie'] as const;
export type PositiveReason = (typeof POSITIVE_REASONS)[number];

/** What documents say of it. */
export interface Positive {
  /** Class 1 of two; null for more. */
  readonly positive: string | null;
  /** Null where nobody chose it. */
  readonly positiveReason: PositiveReason | null;
}

export function positiveOf({
  classes,
  positiveReason = null,
}: {
  readonly classes: readonly string[];
  readonly positiveReason?: PositiveReason | null;
}): Positive {
  return { positive: classes.length === 2 ? classes[1]! : null, positiveReason };
}

export interface PositiveChoice {
  /** 0 or 1 */
  readonly label: number;
  readonly reason: PositiveReason;
}

interface TargetPlace {
  readonly file: string;
  /** The target's name. */
  readonly field: string;
}

/** Pairs of words for no and yes. */
const NO_AND_YES: readonly (readonly [no: string, yes: string])[] = [
  ['0', '1'],
  ['-1', '1'],
  ['no', 'yes'],
  ['n', 'y'],
  ['false', 'true'],
  ['f', 't'],
  ['off', 'on'],
  ['-', '+'],
  ['neg', 'pos'],
  ['negative', 'positive'],
  ['nein', 'ja'],
  ['non', 'oui'],
  ['nee', 'ja'],
  ['não', 'sim'],
  ['nao', 'sim'],
  ['no', 'sí'],
  ['no', 'si'],
  ['no', 'sì'],
];
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'non', 'no', 'un']);
/** These begin a word without a gap, too: notckd, nonsmoker. Words with "un", such as unsubscribed, name an event. */
const JOINED: readonly string[] = ['not', 'non', 'no'];
/** In shorter words the letters of a negation are chance: ne and none. */
const SHORTEST_NEGATED = 3;
/** A no-show is an event, not the lack of a show. */
const NO_SHOW = 'no show';

/**
 * Rules, in order: the named class; the one that says yes, 1 of 0 and 1 or X of X and not X, in any letter case and with
 * blanks at the ends; the rarer one; of two equally frequent ones the later in code units.
 *
 * @param names of the two classes, in ascending order of their code units
 * @param counts rows of each class
 * @param named the class as the caller names it
 * @param place of the target, for errors
 * @throws UsageError E_USAGE_VALUE when neither class has the given name.
 */
export function choosePositive(
  names: readonly string[],
  counts: readonly number[],
  named: string | undefined,
  place: TargetPlace,
): PositiveChoice {
  if (named !== undefined) return { label: labelNamed(names, named, place), reason: 'named' };
  const [first, second] = names.map(wordOf) as [string, string];
  if (saysYes(first, second)) return { label: 0, reason: 'known word' };
  if (saysYes(second, first)) return { label: 1, reason: 'known word' };
  if (counts[0] === counts[1]) return { label: 1, reason: 'tie' };
  return { label: counts[0]! < counts[1]! ? 0 : 1, reason: 'rarer class' };
}

/** Of more than two classes none counts more than the others: a name for one is refused. */
export function positiveOfMany(named: string, classCount: number, place: TargetPlace): UsageError {
  const problem = `the target ${quoted(place.field)} has ${classCount} classes; one counts only where there are two`;
  const hint = wording`leave ${setting('positive')} out`;
  return new UsageError('E_USAGE_VALUE', wording`${setting('positive', named)}: ${problem}`, { ...place, hint });
}

/** As it stands, else without regard to blanks at the ends. */
function labelNamed(names: readonly string[], named: string, place: TargetPlace): number {
  const label = names.indexOf(named);
  if (label !== -1) return label;
  const [wanted, trimmed] = [named.trim(), names.map((name) => name.trim())];
  const alike = trimmed.indexOf(wanted);
  if (alike !== -1 && alike === trimmed.lastIndexOf(wanted)) return alike;
  const sameWord = names.find((name) => name.trim().toLowerCase() === wanted.toLowerCase());
  const meant = sameWord ?? nearest(wanted, names);
  const problem = `the classes of the target ${quoted(place.field)} are ${names.map(quoted).join(' and ')}`;
  const hint = meant === undefined ? undefined : wording`${setting('positive', meant)}`;
  throw new UsageError('E_USAGE_VALUE', wording`${setting('positive', named)}: ${problem}`, { ...place, hint });
}

/** A name without what does not tell words apart: letter case, blanks at the ends, the zeros of 1.0, the sign of +1. */
function wordOf(name: string): string {
  const text = name.trim().toLowerCase().replace('\u2212', '-');
  const [, sign, digit] = /^([+-]?)([01])(?:[.,]0*)?$/.exec(text) ?? [];
  if (digit === undefined) return text;
  return sign === '-' && digit === '1' ? '-1' : digit;
}

function saysYes(word: string, other: string): boolean {
  return NO_AND_YES.some(([no, yes]) => word === yes && other === no) || isNegationOf(other, word);
}

/** True for "not churned", "not_churned" and "did not churn" beside the same without the "not", and for "notckd". */
function isNegationOf(negated: string, word: string): boolean {
  const [parts, plain] = [partsOf(negated), partsOf(word).join(' ')];
  if (parts.join(' ') === NO_SHOW) return false;
  const place = parts.findIndex((part) => NEGATIONS.has(part));
  if (place !== -1 && parts.length > 1) return parts.toSpliced(place, 1).join(' ') === plain;
  return plain.length >= SHORTEST_NEGATED && JOINED.some((negation) => parts.join(' ') === negation + plain);
}

function partsOf(word: string): string[] {
  return word.split(/[\s_-]+/).filter((part) => part !== '');
}
