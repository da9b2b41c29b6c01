import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/errors.ts';
import { encodeLabels } from '../../src/preprocessing/labels.ts';
import { errorOf } from '../support/errors.ts';
import { textColumnOf } from '../support/tables.ts';

const encode = (texts: readonly string[]) => encodeLabels(textColumnOf('bought', texts), 'own.csv');

describe('encodeLabels', () => {
  it.each([
    ['"10" before "2"', ['2', '10', '1'], ['1', '10', '2']],
    ['"é" after "z", "a" after "Z"', ['é', 'z', 'a', 'Z'], ['Z', 'a', 'z', 'é']],
    ['Turkish dotless i after every ASCII letter', ['ı', 'i', 'j', 'I'], ['I', 'i', 'j', 'ı']],
    ['U+FF5E after U+1F600, whose first code unit is D83D', ['～', '😀'], ['😀', '～']],
    ['"-1" before "0", "" before all', ['0', '', '-1'], ['', '-1', '0']],
    ['prototype names like any other', ['toString', '__proto__'], ['__proto__', 'toString']],
  ])('orders by code units: %s', (_, texts, classes) => {
    const encoded = encode(texts);
    expect(encoded.classes).toEqual(classes);
    expect([...encoded.targets].map((label) => classes[label])).toEqual(texts);
  });

  it('does not depend on the order of the rows', () => {
    const texts = ['no', 'yes', 'maybe', 'yes', 'no'];
    const [forwards, backwards] = [encode(texts), encode(texts.toReversed())];
    expect(forwards.classes).toEqual(backwards.classes);
    expect([...forwards.targets]).toEqual([...backwards.targets].toReversed());
    expect([...forwards.targets]).toEqual([1, 2, 0, 2, 1]);
  });

  it('keeps texts apart that differ in case, blanks or leading zeros', () => {
    expect(encode(['1', '01', ' 1', 'a', 'A']).classes).toEqual([' 1', '01', '1', 'A', 'a']);
  });

  it('refuses one class, naming it and the column', () => {
    const error = errorOf(() => encode(['yes', 'yes', 'yes']));
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ code: 'E_DATA_CLASSES', file: 'own.csv', field: 'bought' });
    expect(error.message).toBe('target "bought" has one class only, "yes", in all rows');
  });

  it('takes 100 classes and refuses 101', () => {
    const names = Array.from({ length: 101 }, (_, i) => `class ${i}`);
    expect(encode(names.slice(0, 100)).classes).toHaveLength(100);
    const error = errorOf(() => encode(names));
    expect(error.code).toBe('E_DATA_CLASSES');
    expect(error.message).toContain('101 distinct values, more than 100');
  });
});
