import { describe, expect, it } from 'vitest';
import { MissingWords } from '../../../src/data/cells/missing.ts';
import { NO_LABEL, readClasses, UNKNOWN_LABEL } from '../../../src/data/roles/labels.ts';

/** Texts with how many rows hold each: `yes*3`. */
const counted = (texts: readonly string[]) =>
  texts.map((text, i) => {
    const [label, rows = '1'] = text.split('*');
    return { text: label!, rows: Number(rows), line: i + 2 };
  });
const classesOf = (texts: readonly string[], named: readonly string[] = [], known?: readonly string[]) =>
  readClasses(counted(texts), new MissingWords(), new MissingWords(named), known);

describe('labels', () => {
  it.each<[string, string[], string[], number[]]>([
    ['that differ in blanks are one class', ['0*9', '0 ', ' 1', '1*9'], ['0', '1'], [0, 0, 1, 1]],
    [
      'that differ in case are one, by the more frequent spelling',
      ['yes*2', 'Yes*5', 'no', 'NO'],
      ['Yes', 'no'],
      [0, 0, 1, 1],
    ],
    ['as frequent as each other: the first spelling', ['a', 'A', 'b'], ['a', 'b'], [0, 0, 1]],
    ['that write one number are one', ['1.0*9', '1', '0', '0.0*2', '0.00'], ['1.0', '0.0'], [0, 0, 1, 1, 1]],
    ['with a comma, too', ['1', '1,0', '2'], ['1', '2'], [0, 0, 1]],
    [
      'that are missing are none',
      ['yes', '', ' ', 'NA', 'n/a', '#N/A', 'NaN', 'null', '?', '-', 'no'],
      ['yes', 'no'],
      [0, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1],
    ],
    ['"none" and "nil" are classes', ['none', 'nil', 'some'], ['none', 'nil', 'some'], [0, 1, 2]],
    ['"-" is a class beside "+"', ['+', '-', ''], ['+', '-'], [0, 1, -1]],
  ])('%s', (_, texts, names, classOf) => {
    expect(classesOf(texts)).toMatchObject({ names, classOf });
  });

  it.each<[string, string[]]>([
    ['codes with zeros in front', ['007', '7']],
    ['three decimals, which can be thousands', ['1', '1,000', '1.000']],
    ['words in which a digit differs', ['grade 1', 'grade 1.0']],
    ['accents', ['résumé', 'resume']],
    ['blanks inside', ['not churned', 'notchurned', 'not  churned']],
    ['signs beside numbers', ['1', '1+', '>1']],
    ['no-break spaces', ['yes', 'yes\u00a0']],
  ])('near miss, %s: %j stay different', (_, texts) => {
    expect(classesOf(texts)).toMatchObject({ names: texts, folded: [] });
  });

  it('that were folded are named with what they became', () => {
    expect(classesOf(['Yes*3', 'yes', 'YES ', 'no']).folded).toEqual([
      { text: 'yes', as: 'Yes' },
      { text: 'YES', as: 'Yes' },
    ]);
  });

  it('may be missing by a word that somebody names, "none" among them', () => {
    expect(classesOf(['none', 'unknown', 'yes'], ['none']).classOf).toEqual([NO_LABEL, 0, 1]);
    expect(classesOf(['none', 'unknown', 'yes'], ['UNKNOWN']).classOf).toEqual([0, NO_LABEL, 1]);
  });
});

describe('labels of known classes', () => {
  it('are found in another case and as another number, missing ones left out, others named', () => {
    const found = classesOf([' no', 'YES', '', 'none', 'maybe'], [], ['yes', 'no']);
    expect(found).toMatchObject({ names: ['no', 'yes'], classOf: [0, 1, NO_LABEL, NO_LABEL, UNKNOWN_LABEL] });
    expect(classesOf(['1.0', '0'], [], ['0', '1'])).toMatchObject({ names: ['1', '0'], classOf: [0, 1] });
  });

  it('may be words for a missing value, if the model has such a class', () => {
    expect(classesOf(['NA', '-', ''], [], ['NA', '-'])).toMatchObject({
      names: ['NA', '-'],
      classOf: [0, 1, NO_LABEL],
    });
  });

  it('are not guessed where two classes differ in case alone', () => {
    expect(classesOf(['A', 'a'], [], ['A', 'a']).classOf).toEqual([0, 1]);
    expect(classesOf(['AB'], [], ['Ab', 'aB']).classOf).toEqual([UNKNOWN_LABEL]);
  });
});
