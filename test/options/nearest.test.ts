import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/options/nearest.ts';
import { OPTIONS } from '../../src/cli/options/options.ts';

describe('nearest', () => {
  const names = Object.keys(OPTIONS);

  it.each([
    ['epoch', 'epochs'],
    ['epoches', 'epochs'],
    ['ephocs', 'epochs'],
    ['batchsize', 'batch-size'],
    ['learning-rat', 'learning-rate'],
    ['hiden', 'hidden'],
    ['seeed', 'seed'],
    // The beginning of a name counts as one edit.
    ['learn', 'learning-rate'],
    ['pat', 'patience'],
  ])('%s is probably %s', (word, meant) => {
    expect(nearest(word, names)).toBe(meant);
  });

  it.each(['x', 'zz', 'qqq', 'completely-different', ''])('%j is nothing that there is', (word) => {
    expect(nearest(word, names)).toBeUndefined();
  });

  it('finds the name itself, the first of equally near ones, and none among none', () => {
    expect(nearest('seed', names)).toBe('seed');
    expect(nearest('cart', ['card', 'care'])).toBe('card');
    expect(nearest('cart', [])).toBeUndefined();
  });

  it('every option is found from every spelling that lacks one letter of five or more', () => {
    // `member` is an option, too, and as near to some of them.
    for (const name of names.filter((candidate) => candidate.length >= 6 && candidate !== 'members')) {
      for (let i = 0; i < name.length; i++) expect(nearest(name.slice(0, i) + name.slice(i + 1), names)).toBe(name);
    }
  });
});
