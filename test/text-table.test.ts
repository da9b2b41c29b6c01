import { describe, expect, it } from 'vitest';
import { formatPercent, formatTable, groupDigits, shorten } from '../src/text-table.ts';

describe('formatTable', () => {
  it('aligns columns two blanks apart, with a rule as wide as the table and no blanks at line ends', () => {
    const rows = [
      ['Layer', 'Shape', 'Count'],
      ['dense', '[n, 50]', '1,050'],
      ['relu', '[n, 50]', '0'],
    ];
    expect(formatTable(rows, ['left', 'left', 'right']).split('\n')).toEqual([
      'Layer  Shape    Count',
      '─────────────────────',
      'dense  [n, 50]  1,050',
      'relu   [n, 50]      0',
    ]);
    expect(
      formatTable(
        [
          ['a', 'b'],
          ['long', ''],
        ],
        ['left', 'left'],
      ),
    ).toBe('a     b\n───────\nlong');
  });

  it('of a header alone is the header and its rule', () => {
    expect(formatTable([['a', 'bc']], ['left', 'right'])).toBe('a  bc\n─────');
  });
});

describe('figures', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [14_084, '14,084'],
    [1_234_567_890, '1,234,567,890'],
    [-1000, '-1,000'],
    [-100, '-100'],
  ])('%d is grouped as %s', (value, text) => {
    expect(groupDigits(value)).toBe(text);
  });

  it.each([
    [0, '0.00%'],
    [0.82142, '82.14%'],
    [1, '100.00%'],
    [0.00004, '0.00%'],
  ])('%d is the share %s', (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });
});

describe('shorten', () => {
  it('cuts to at most so many characters, the last of them an ellipsis', () => {
    expect(['abcd', 'abcde', 'abcdef'].map((text) => shorten(text, 5))).toEqual(['abcd', 'abcde', 'abcd…']);
  });
});
