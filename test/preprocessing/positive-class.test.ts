/** Of two classes, the one that counts: pairs of words that say so, files that look alike and don't, and names given. */
import { describe, expect, it } from 'vitest';
import { encodeLabels } from '../../src/preprocessing/labels.ts';
import { positiveOf } from '../../src/preprocessing/positive-class.ts';
import { errorOf } from '../support/errors.ts';
import { shuffledTexts, textColumnOf } from '../support/tables.ts';

/** Labels of a file with so many rows of each class. */
const labelsOf = (counts: Readonly<Record<string, number>>, positive?: string) =>
  encodeLabels(textColumnOf('y', shuffledTexts(counts)), 'own.csv', positive);
const choiceOf = (counts: Readonly<Record<string, number>>, positive?: string) =>
  positiveOf(labelsOf(counts, positive));

/** The negative class first. */
const KNOWN: readonly (readonly [negative: string, positive: string])[] = [
  ['0', '1'],
  ['0.0', '1.0'],
  ['0', '+1'],
  ['0,00', '1,00'],
  ['-1', '1'],
  ['-1.0', '1'],
  ['−1', '1'],
  ['no', 'yes'],
  ['No', 'Yes'],
  ['NO', 'yes'],
  [' no', 'Yes\t'],
  ['n', 'y'],
  ['N', 'Y'],
  ['false', 'true'],
  ['False', 'TRUE'],
  ['F', 'T'],
  ['off', 'On'],
  ['-', '+'],
  ['−', '+'],
  ['neg', 'pos'],
  ['negative', 'Positive'],
  ['nein', 'Ja'],
  ['non', 'oui'],
  ['Não', 'Sim'],
  ['no', 'sí'],
  ['not churned', 'churned'],
  ['Not_Canceled', 'Canceled'],
  ['NotCanceled', 'Canceled'],
  ['notckd', 'ckd'],
  ['Non-Fraud', 'fraud'],
  ['nonsmoker', 'Smoker'],
  ['No churn', 'Churn'],
  ['NoDisease', 'disease'],
  ['un-subscribed', 'subscribed'],
  ['did not buy', 'did buy'],
  ['has no diabetes', 'has diabetes'],
  [' not  paid ', 'paid'],
];

/** Pairs that look like one above; none says yes. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['no', 'none'],
  ['yes', 'maybe'],
  ['no', 'maybe'],
  ['yes', 'n'],
  ['0', '2'],
  ['1', '2'],
  ['1', '10'],
  ['-1', '0'],
  ['0.5', '1'],
  ['1', '1.0'],
  ['true', 'no'],
  ['t', 'y'],
  ['+', '++'],
  ['churned later', 'not churned'],
  ['bought twice', 'not bought'],
  ['not churned', 'not stayed'],
  ['no-show', 'show'],
  ['ne', 'none'],
  ['on', 'noon'],
  ['der', 'under'],
  ['subscribed', 'unsubscribed'],
  ['active', 'inactive'],
  ['Attrited', 'Existing'],
  ['good', 'bad'],
  ['not', 'no'],
  ['a not', 'not'],
];

describe('the class that counts', () => {
  it.each(KNOWN)('of %j and %j is the second, also where it has 70 of 100 rows', (negative, positive) => {
    for (const counts of [
      { [negative]: 30, [positive]: 70 },
      { [positive]: 30, [negative]: 70 },
    ]) {
      expect(choiceOf(counts)).toEqual({ positive, positiveReason: 'known word' });
      expect(labelsOf(counts).classes).toEqual([negative, positive]);
    }
  });

  it.each(ALIKE)('of %j and %j is the rarer one, whichever that is', (a, b) => {
    expect(choiceOf({ [a]: 30, [b]: 70 })).toEqual({ positive: a, positiveReason: 'rarer class' });
    expect(choiceOf({ [a]: 70, [b]: 30 })).toEqual({ positive: b, positiveReason: 'rarer class' });
  });

  it('of two that are equally frequent is the later one in code units, one row decides', () => {
    expect(choiceOf({ stayed: 50, churned: 50 })).toEqual({ positive: 'stayed', positiveReason: 'tie' });
    expect(choiceOf({ stayed: 51, churned: 50 })).toEqual({ positive: 'churned', positiveReason: 'rarer class' });
  });

  it('does not depend on the order of the rows, and its rows are 1', () => {
    const texts = ['stayed', 'churned', 'stayed', 'stayed'];
    for (const rows of [texts, texts.toReversed()]) {
      const { classes, targets } = encodeLabels(textColumnOf('y', rows), 'own.csv');
      expect(classes).toEqual(['stayed', 'churned']);
      expect([...targets]).toEqual(rows.map((text) => Number(text === 'churned')));
    }
  });

  it('of three is none: they stay in the order of their code units', () => {
    const counts = { yes: 10, no: 50, maybe: 40 };
    expect(choiceOf(counts)).toEqual({ positive: null, positiveReason: null });
    expect(labelsOf(counts).classes).toEqual(['maybe', 'no', 'yes']);
  });
});

describe('a named class counts', () => {
  it.each([
    ['whatever its name says', { no: 40, yes: 60 }, 'no', 'no'],
    ['whatever its share', { stayed: 90, churned: 10 }, 'stayed', 'stayed'],
    ['without the blanks around it in the file', { ' stayed\t': 90, churned: 10 }, 'stayed', ' stayed\t'],
    ['without the blanks around it where it is named', { stayed: 90, churned: 10 }, ' stayed ', 'stayed'],
    ['to the letter where another differs in blanks alone', { yes: 40, 'yes ': 60 }, 'yes ', 'yes '],
  ])('%s', (_, counts: Readonly<Record<string, number>>, named, positive) => {
    expect(choiceOf(counts, named)).toEqual({ positive, positiveReason: 'named' });
    expect(labelsOf(counts, named).classes[1]).toBe(positive);
  });

  it.each([
    ['another case', { Stayed: 90, Churned: 10 }, 'churned', 'positive: "Churned"'],
    ['a slip', { Stayed: 90, Churned: 10 }, 'Chruned', 'positive: "Churned"'],
    ['another word', { Stayed: 90, Churned: 10 }, 'gone', undefined],
    ['blanks that could be at either', { 'yes ': 40, ' yes': 60 }, 'yes', 'positive: " yes"'],
  ])('but not %s', (_, counts, named, hint) => {
    const error = errorOf(() => labelsOf(counts, named));
    expect(error).toMatchObject({ code: 'E_USAGE_VALUE', exitCode: 2, file: 'own.csv', field: 'y', hint });
    const names = Object.keys(counts)
      .toSorted()
      .map((name) => `"${name}"`);
    // The name in the hint is taken.
    const [meant] = /(?<=").*(?=")/.exec(error.hint ?? '') ?? [];
    if (meant !== undefined) expect(choiceOf(counts, meant).positive).toBe(meant);
    expect(error.message).toBe(`positive: "${named}": the classes of the target "y" are ${names.join(' and ')}`);
  });

  it('but not of three', () => {
    const error = errorOf(() => labelsOf({ yes: 10, no: 50, maybe: 40 }, 'yes'));
    expect(error).toMatchObject({ code: 'E_USAGE_VALUE', exitCode: 2, hint: 'leave positive out' });
    expect(error.message).toBe('positive: "yes": the target "y" has 3 classes; one counts only where there are two');
  });
});
