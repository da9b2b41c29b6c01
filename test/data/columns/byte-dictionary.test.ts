import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteDictionary } from '../../../src/data/columns/byte-dictionary.ts';

const encode = (text: string) => new TextEncoder().encode(`<${text}>`);

describe('ByteDictionary', () => {
  it('finds the codes of 50,000 texts and of no other', () => {
    const dictionary = new ByteDictionary();
    const find = (text: string) => {
      const bytes = encode(text);
      return dictionary.find(bytes, 1, bytes.length - 1);
    };
    const texts = Array.from({ length: 50_000 }, (_, code) => code.toString(3));
    const early = texts.filter((text, code) => {
      const bytes = encode(text);
      const found = find(text);
      dictionary.add(bytes, 1, bytes.length - 1, code);
      return found !== undefined;
    });
    expect(early).toEqual([]);
    expect(texts.filter((text, code) => find(text) !== code)).toEqual([]);
    for (const text of ['', '3', '00', '12a', '0'.repeat(1000)]) expect(find(text)).toBeUndefined();
    dictionary.clear();
    expect(texts.filter((text) => find(text) !== undefined)).toEqual([]);
  });

  it('does as a map does, with the code -1, too', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.integer({ min: -1, max: 5 }))), (entries) => {
        const dictionary = new ByteDictionary();
        const map = new Map<string, number>();
        for (const [text, code] of entries) {
          const bytes = encode(text);
          expect(dictionary.find(bytes, 1, bytes.length - 1)).toBe(map.get(text));
          if (map.has(text)) continue;
          map.set(text, code);
          dictionary.add(bytes, 1, bytes.length - 1, code);
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('takes no more than 65,536 texts', () => {
    const dictionary = new ByteDictionary();
    const add = (text: string) => {
      const bytes = encode(text);
      dictionary.add(bytes, 1, bytes.length - 1, 7);
      return dictionary.find(bytes, 1, bytes.length - 1);
    };
    expect(Array.from({ length: 65_536 }, (_, i) => add(`${i}.5`)).filter((code) => code !== 7)).toEqual([]);
    expect(add('no more')).toBeUndefined();
  });
});
