/** A region is taken out as whole statements, whatever the compiler made of its lines. */
import { describe, expect, it } from 'vitest';
import type { Exercise } from '../../../src/study/exercises/exercise.ts';
import { exerciseOf, handOut } from '../../../src/study/exercises/hand-out.ts';

/** Of equations that there aren't. */
const ids = (...names: string[]) => names as Exercise['equations'][number][];

const exercise: Exercise = {
  id: 'double',
  title: 'twice as much',
  module: 'a/b',
  part: 'Dense',
  task: ['Double it.'],
  formulas: ['y = 2·x'],
  equations: ids('double'),
  blanks: ['y'],
  hidden: [],
  fault: null,
  mistakes: [],
};
const address = (imported: string) => `file:///glassnet/a/${imported.slice(2)}`;
const blank = ['    // Write here: y.', '    throw new Error("exercise double: y: not written yet");'];

/** The code without the header. */
const codeOf = (text: string): string[] =>
  text
    .slice(text.indexOf(' */\n') + 4)
    .trimEnd()
    .split('\n');

const handed = (lines: readonly string[], change: Partial<Exercise> = {}) =>
  handOut({ ...exercise, ...change }, `${lines.join('\n')}\n//# sourceMappingURL=b.js.map`, address);

describe('what is handed out', () => {
  it.each<[string, string[], string[]]>([
    ['a line', ['f() {', '    y = 2 * x; // eq:double', '}'], ['f() {', ...blank, '}']],
    [
      'a line whose head the compiler moved to a line of its own',
      ['    for (const x of all)', '        y += 2 * x; // eq:double', '    done();'],
      [...blank, '    done();'],
    ],
    [
      'a line that belongs to two equations',
      ['    y = 2 * x; // eq:double eq:other', '    done();'],
      [...blank, '    done();'],
    ],
    [
      'all lines between two marks',
      ['    let y = x; // eq:double {', '    // once more', '    y += x; // eq:double }', '    done();'],
      [...blank, '    done();'],
    ],
    [
      'a loop that is only begun between the marks, to its end',
      [
        '    for (;;) { // eq:double {',
        '        y += x; // eq:double }',
        '        z(); // eq:other',
        '    }',
        '    done();',
      ],
      [...blank, '    done();'],
    ],
    [
      'nothing of a line that only speaks of eq:double',
      ['    y = 2; // eq:double', '    // see eq:double'],
      [...blank, '    // see eq:double'],
    ],
  ])('lacks %s', (_, lines, left) => {
    expect(codeOf(handed(lines).text)).toEqual(left);
  });

  it('has one blank for regions that touch, and two for others; what was taken out can be put back', () => {
    const lines = ['    a(); // eq:double', '', '    b(); // eq:second', '    kept();', '    c(); // eq:third'];
    const equations = ids('double', 'second', 'third');
    const { text, blanks } = handed(lines, {
      equations,
      blanks: ['a and b', 'c'],
    });
    expect(blanks.map(({ removed }) => removed)).toEqual([lines.slice(0, 3).join('\n'), lines[4]]);
    expect(codeOf(text)).toEqual([
      '    // Write here: a and b.',
      '    throw new Error("exercise double: a and b: not written yet");',
      '    kept();',
      '    // Write here: c.',
      '    throw new Error("exercise double: c: not written yet");',
    ]);
  });

  it('imports by whole addresses, says which exercise it is, and names no map', () => {
    const { text } = handed([
      "import { x } from './x.js';",
      "import { y } from 'node:y';",
      '    y = 2 * x; // eq:double',
    ]);
    expect(codeOf(text).slice(0, 2)).toEqual([
      'import { x } from "file:///glassnet/a/x.js";',
      "import { y } from 'node:y';",
    ]);
    expect(exerciseOf(text)).toBe('double');
    expect(exerciseOf('const x = 1;')).toBeUndefined();
    expect(text).not.toContain('sourceMappingURL');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('has only the function asked about, and imports the others from where they are', () => {
    const lines = [
      "import { x } from './x.js';",
      '/**',
      ' * Adds.',
      ' */',
      'const add = (a, b) => {',
      '    return a + b;',
      '};',
      '/** Doubles. */',
      'const double = (x) => {',
      '    y = 2 * x; // eq:double',
      '};',
      'const halve = (x) => {',
      '    return x / 2;',
      '};',
      'export const Dense = { add, double, halve };',
    ];
    expect(codeOf(handed(lines, { only: 'double' }).text)).toEqual([
      'import { x } from "file:///glassnet/a/x.js";',
      'import { Dense as glassnet } from "file:///glassnet/a/b.js";',
      '/** What is not asked. */',
      'const { add, halve } = glassnet;',
      '/** Doubles. */',
      'const double = (x) => {',
      ...blank,
      '};',
      'export const Dense = { add, double, halve };',
    ]);
  });

  it('is refused where the module lacks the region, a region is no whole statement, or a blank is not described', () => {
    expect(() => handed(['y = 2 * x; // eq:doubles'])).toThrow('no region eq:double');
    expect(() => handed(['    }', '    y(); } // eq:double'])).toThrow(/not made of whole statements/);
    expect(() => handed(['y = 2 * x; // eq:double'], { blanks: [] })).toThrow('1 blanks, 0 are described');
    expect(() => handed(['y = 2 * x; // eq:double'], { hidden: [['secret', '']] })).toThrow(
      /doesn't hold once: secret/,
    );
  });
});
