import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/formats/json.ts';
import { codeOf, refusal } from './damage.ts';

const parse = (text: string): unknown => parseJson(text, 'x.json');

describe('values', () => {
  test('2,000 arbitrary documents, indented or not, are what JSON.parse makes of them', () => {
    const documents = fc.tuple(fc.jsonValue({ depthSize: 'medium' }), fc.constantFrom(undefined, 2, '\t'));
    fc.assert(
      fc.property(documents, ([value, indent]) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!/\\ud[89a-f]/.test(text));
        expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('escapes, pairs of surrogates, blanks and the limits of numbers', () => {
    expect(parse('"\\u00e9\\ud83d\\ude00\\n\\/😀"')).toBe('é😀\n/😀');
    expect(parse(' \t\r\n[ ] \n')).toEqual([]);
    expect(parse('[1e308, -0, 5e-324, 1E+2, 0.5]')).toEqual([1e308, -0, 5e-324, 100, 0.5]);
    expect(parse('9007199254740993')).toBe(Number('9007199254740993'));
  });

  test('a string of 4 MB full of escapes is read', () => {
    const text = '"\n\\é'.repeat(1_000_000);
    expect(parse(JSON.stringify(text)) === text).toBe(true);
  });

  test('__proto__ is a property like any other and prototypes stay as they are', () => {
    const value = parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });
});

describe('refusals', () => {
  test.each([
    ['', 'E_JSON_SYNTAX', 'expected a value at character 1, the text ends'],
    ['[1,]', 'E_JSON_SYNTAX', 'expected a value at character 4, got "]"'],
    ['{"a":1,}', 'E_JSON_SYNTAX', 'expected a key in double quotes at character 8, got "}"'],
    ['{"a" 1}', 'E_JSON_SYNTAX', 'expected a colon at character 6, got "1}"'],
    ['{"a":1', 'E_JSON_SYNTAX', 'expected a comma or } at character 7, the text ends'],
    ['[1 2]', 'E_JSON_SYNTAX', 'expected a comma or ] at character 4, got "2]"'],
    ['1 2', 'E_JSON_SYNTAX', 'expected the end at character 3, got "2"'],
    ['"abc', 'E_JSON_SYNTAX', 'the string that starts at character 1 has no end'],
    ['"abc\\', 'E_JSON_SYNTAX', 'the string that starts at character 1 has no end'],
    ['"a\tb"', 'E_JSON_SYNTAX', 'expected the rest of a string'],
    ['["\\x41"]', 'E_JSON_SYNTAX', 'the string at character 2 has an escape that JSON does not know: "\\\\x41"'],
    ["{'a':1}", 'E_JSON_SYNTAX', 'expected a key in double quotes at character 2'],
    ['\ufeff{}', 'E_JSON_SYNTAX', 'expected a value at character 1'],
    ['NaN', 'E_JSON_SYNTAX', 'expected a value at character 1, got "NaN"'],
    ['nulll', 'E_JSON_SYNTAX', 'expected the end at character 5, got "l"'],
    ['[01]', 'E_JSON_SYNTAX', 'at character 2, got "01]"'],
    ['[+1]', 'E_JSON_SYNTAX', 'at character 2'],
    ['[.5]', 'E_JSON_SYNTAX', 'at character 2'],
    ['[5.]', 'E_JSON_SYNTAX', 'at character 2'],
    ['[1e]', 'E_JSON_SYNTAX', 'at character 2'],
    ['[--1]', 'E_JSON_SYNTAX', 'at character 2'],
    ['[0x10]', 'E_JSON_SYNTAX', 'at character 3'],
    ['/* */ 1', 'E_JSON_SYNTAX', 'at character 1'],
    ['[1e400]', 'E_JSON_NUMBER', 'the number "1e400" at character 2 is out of range'],
    ['[-1e309]', 'E_JSON_NUMBER', 'the number "-1e309" at character 2 is out of range'],
    ['"\\ud800"', 'E_JSON_TEXT', 'the string at character 1 has half a surrogate pair'],
    ['["a\udc00"]', 'E_JSON_TEXT', 'the string at character 2 has half a surrogate pair'],
    ['{"\\udc00\\ud800":1}', 'E_JSON_TEXT', 'the string at character 2'],
    ['{"a":1, "a":1}', 'E_JSON_DUPLICATE', 'the key "a" stands twice, again at character 9'],
    ['{"a":1, "\\u0061":1}', 'E_JSON_DUPLICATE', 'the key "a" stands twice, again at character 9'],
    ['{"__proto__":1, "__proto__":1}', 'E_JSON_DUPLICATE', 'the key "__proto__" stands twice'],
    ['[{"b":{"a":1,"c":2,"a":3}}]', 'E_JSON_DUPLICATE', 'again at character 20'],
  ])('%j: %s', (text, code, message) => {
    const error = refusal(() => parse(text));
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(message);
    expect(error?.file).toBe('x.json');
  });

  test('one key in two objects is no duplicate, and neither is toString', () => {
    expect(parse('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(Object.keys(Object(parse('{"toString":1}')))).toEqual(['toString']);
  });

  test.each([
    [63, 'accepted'],
    [64, 'accepted'],
    [65, 'E_JSON_DEPTH'],
    [100_000, 'E_JSON_DEPTH'],
  ])('%i levels: %s', (depth, code) => {
    expect(codeOf(() => parse('['.repeat(depth) + ']'.repeat(depth)))).toBe(code);
    expect(codeOf(() => parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth)))).toBe(code);
  });

  test('64 levels are counted open, not in all', () => {
    expect(parse(`[${'[],'.repeat(1000)}{}]`)).toHaveLength(1001);
  });

  test.each([
    [999, 'accepted'],
    [1000, 'accepted'],
    [1001, 'E_JSON_NUMBER'],
    [5_000_000, 'E_JSON_NUMBER'],
  ])('a number of %i characters: %s', (length, code) => {
    expect(codeOf(() => parse(`0.${'1'.repeat(length - 2)}`))).toBe(code);
  });

  test.each(['-0', '-1', '1.0', '1e2', '2.5'])('%s is no whole number where those alone are allowed', (text) => {
    expect(codeOf(() => parseJson(text, 'x.json', { wholeNumbers: true }))).toBe('E_JSON_SYNTAX');
    expect(codeOf(() => parse(text))).toBe('accepted');
    expect(parseJson('[0, 12]', 'x.json', { wholeNumbers: true })).toEqual([0, 12]);
  });

  test('20,000 mutated documents: refused whenever JSON.parse refuses, equal to it whenever both accept', () => {
    const document = '{"name":"a\\u00e9","list":[1,-2.5e3,true,false,null,"x"],"deep":{"deep":{"deep":[]}},"":0}';
    const edit = fc.tuple(
      fc.nat(document.length),
      fc.nat(2),
      fc.constantFrom(...Array.from('"\\{}[]:,-+.eE01 \n\tua'), 'ud800', 'null', ''),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let text = document;
        for (const [at, cut, insert] of edits) text = text.slice(0, at) + insert + text.slice(at + cut);
        let value: unknown;
        if (refusal(() => (value = parse(text))) !== undefined) return;
        accepted++;
        expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { seed: 1, numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(1000);
    expect(accepted).toBeLessThan(19_000);
  });
});
