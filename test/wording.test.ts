import { describe, expect, it } from 'vitest';
import { DataError } from '../src/errors.ts';
import { said, SETTINGS } from '../src/setting.ts';
import { inCode, setting, wording } from '../src/wording.ts';

const drop = wording`leave it out with ${setting('drop', 'age')}`;

describe('wording', () => {
  it('is in the words of code as a string, in a template and in JSON', () => {
    const text = 'leave it out with drop: "age"';
    expect([String(drop), drop.toString(), JSON.parse(JSON.stringify(drop))]).toEqual([text, text, text]);
  });

  it('is said in other words, its texts unchanged, and lists its settings in order', () => {
    const say = ({ option, value }: { option: string; value?: unknown }) => `<${option} ${JSON.stringify(value)}>`;
    const text = wording`${setting('header', 'yes')}; ${drop} or ${'not'}, ${wording`nested ${setting('time')}`}`;
    expect(text.in(say)).toBe('<header "yes">; leave it out with <drop "age"> or not, nested <time undefined>');
    expect(text.settings).toEqual([
      { option: 'header', value: 'yes' },
      { option: 'drop', value: 'age' },
      { option: 'time' },
    ]);
    expect([said('plain', say), said(drop, say)]).toEqual(['plain', drop.in(say)]);
  });

  it.each([
    [setting('drop'), 'drop'],
    [setting('drop', ['a', 'b, c']), 'drop: ["a", "b, c"]'],
    [setting('split', [60, 20, 20]), 'split: [60, 20, 20]'],
    [setting('force', true), 'force: true'],
    [setting('delimiter', '\t'), String.raw`delimiter: "\t"`],
    [setting('id', '\u202e'), String.raw`id: "\u202e"`],
  ])('%j in code is %s', (one, code) => {
    expect(inCode(one)).toBe(code);
  });
});

describe('the remedies of an error', () => {
  it('are the settings of its hint, ready for the options: a name of a list is a list of one', () => {
    const hint = wording`${setting('categorical', 'age')}, ${setting('target', 'y')} or ${setting('split')}`;
    const error = new DataError('E_CSV_NUMBER', wording`not ${setting('decimal', ',')}`, { hint });
    expect(error.remedies).toEqual([
      { option: 'categorical', value: ['age'] },
      { option: 'target', value: 'y' },
      { option: 'split' },
    ]);
    expect(error).toMatchObject({
      message: 'not decimal: ","',
      hint: 'categorical: "age", target: "y" or split',
    });
    expect(error.told(({ option }) => option.toUpperCase())).toEqual({
      message: 'not DECIMAL',
      hint: 'CATEGORICAL, TARGET or SPLIT',
    });
  });

  it('are none of a plain hint, or of none; its texts make another hint', () => {
    const plain = new DataError('E_CSV_NUMBER', 'no', { hint: 'correct it' });
    expect([plain.remedies, new DataError('E_CSV_NUMBER', 'no').remedies]).toEqual([[], []]);
    const other = new DataError(plain.code, plain.texts.message, { hint: wording`${plain.texts.hint!}, or ${drop}` });
    expect(other).toMatchObject({
      message: 'no',
      hint: 'correct it, or leave it out with drop: "age"',
    });
    expect(other.remedies).toEqual([{ option: 'drop', value: ['age'] }]);
  });
});

it('names each setting once, in order of the alphabet', () => {
  expect(SETTINGS).toEqual([...new Set(SETTINGS)].toSorted());
});
