/** The course says what the programs say now, and each chapter can be read: short, its formulas and links whole. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHAPTERS } from '../../bench/course/chapters/chapters.ts';
import { chapterHtml, courseHtml } from '../../bench/course/course-html.ts';
import { fillNumbers } from '../../bench/course/fill-chapter.ts';
import { GOLDEN_COMMAND } from '../../bench/course/golden.ts';
import { Recording } from '../../bench/course/recording.ts';
import { show } from '../../bench/course/show-number.ts';
import { courseFiles } from '../../bench/course/write-course.ts';
import { COMMANDS } from '../../src/cli/command.ts';
import { EQUATIONS, equationOf } from '../../src/study/equations/equations.ts';
import { EXERCISES } from '../../src/study/exercises/exercises.ts';
import { ADAM_STEPS } from '../../src/study/trace/golden/adam-steps.ts';
import { GOLDEN_TRACE } from '../../src/study/trace/golden/golden-trace.ts';
import { commandLines, linkedFiles } from '../support/documents.ts';
import { ROOT } from '../support/root.ts';
import { run } from '../support/run-here.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FOLDER = 'docs/course';
const MOST_LINES = 150;
/** What each chapter has, by its headings and its blocks. */
const PARTS = [
  /^## Guess first$/m,
  /^<!-- picture:begin -->$/m,
  /^```math$|\$[^$\n]+\$/m,
  /^## Your turn$/m,
  /^<!-- study:begin -->$/m,
];

const pages = new Map(
  readdirSync(join(ROOT, FOLDER))
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(join(ROOT, FOLDER, name), 'utf8')]),
);
const chapters = [...pages].filter(([name]) => name !== 'README.md');

/** What keeps a page from being read, a line each. */
function faultsOf(markdown: string): string[] {
  const faults: string[] = [];
  const lines = markdown.trimEnd().split('\n');
  if (lines.length > MOST_LINES) faults.push(`${lines.length} lines`);
  const prose = markdown.replaceAll(/^```[^]*?^```$/gm, '');
  for (const line of prose.split('\n')) {
    // GitHub takes formulas line by line, apart from words and stars; backslashes before signs are Markdown to it first.
    if (line.split('$').length % 2 === 0) faults.push(`a formula that doesn't end: ${line}`);
    for (const { 0: whole, index } of line.matchAll(/\$[^$]*\$/g)) {
      const around = `${line[index - 1] ?? ' '}${line[index + whole.length] ?? ' '}`;
      if (!/^[\s(][\s.,;:!?)|]$/.test(around)) faults.push(`a formula that touches a word: ${line}`);
      if (/\\[^a-zA-Z]|[}\])|]_\w/.test(whole)) faults.push(`GitHub would read as Markdown: ${whole}`);
    }
  }
  try {
    chapterHtml(markdown);
  } catch (error) {
    faults.push(String(error));
  }
  for (const target of linkedFiles(markdown)) {
    if (!existsSync(join(ROOT, FOLDER, target))) faults.push(`a dead link: ${target}`);
  }
  for (const [, id] of markdown.matchAll(/glassnet exercise start ([\w-]+)/g)) {
    if (!EXERCISES.some((exercise) => exercise.id === id)) faults.push(`no exercise ${id}`);
  }
  for (const [, name] of markdown.matchAll(/(?:^|`|\$ )glassnet ([a-z]+)/gm)) {
    if (!COMMANDS.some((command) => command.name === name)) faults.push(`no command ${name}`);
  }
  for (const [, id] of markdown.matchAll(/glassnet equation ([\w.-]+)/g)) {
    if (equationOf(id!) === undefined) faults.push(`no equation ${id}`);
  }
  return faults;
}

/** The equations that a chapter is said to be about, and doesn't show. */
function missingEquations(number: number, markdown: string): string[] {
  const own = EQUATIONS.filter(({ chapter }) => chapter === number).map(({ id }) => `eq:${id}`);
  const shown = new Set(markdown.match(/eq:[\w.-]+/g));
  return own.filter((id) => !shown.has(id));
}

/** By their paths, as the programs write them now. */
let written: ReadonlyMap<string, string>;
beforeAll(async () => {
  written = await courseFiles(ROOT);
});

describe('the course', () => {
  it('has 12 chapters, each in the list of its README', () => {
    expect(CHAPTERS.map(({ name }) => `${name}.md`)).toEqual(chapters.map(([name]) => name).toSorted());
    expect(chapters).toHaveLength(12);
    const listed = linkedFiles(pages.get('README.md')!);
    expect(chapters.filter(([name]) => !listed.includes(name))).toEqual([]);
  });

  it.each([...pages.keys()])('%s is what the programs write (else: npm run docs)', (name) => {
    expect(pages.get(name)).toBe(written.get(`${FOLDER}/${name}`));
  });

  it('every picture and recorded trace is what the programs write (else: npm run docs)', () => {
    const others = [...written].filter(([path]) => !path.endsWith('.md'));
    expect(others.length).toBe(CHAPTERS.length + 2);
    for (const [path, text] of others) expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text);
    expect(readdirSync(join(ROOT, FOLDER, 'pictures'))).toHaveLength(CHAPTERS.length);
  });

  it.each(chapters)('%s has every part of a chapter', (_, markdown) => {
    expect(PARTS.filter((part) => !part.test(markdown))).toEqual([]);
    expect(markdown).toMatch(/^<!-- (?:numbers|experiment):begin -->$/m);
    expect(markdown).toMatch(/^## What breaks if …$|^<!-- experiment:begin -->$/m);
  });

  it.each(chapters)('%s shows the equations that the registry gives it', (name, markdown) => {
    expect(missingEquations(Number.parseInt(name, 10), markdown)).toEqual([]);
  });

  it('shows every equation of the registry', () => {
    const numbers = new Set(chapters.map(([name]) => Number.parseInt(name, 10)));
    expect(EQUATIONS.filter(({ chapter }) => !numbers.has(chapter))).toEqual([]);
    expect(new Set(EQUATIONS.map(({ chapter }) => chapter)).size).toBeGreaterThanOrEqual(9);
  });

  it('takes at most 18 kB of the study page, gzipped', async () => {
    expect(gzipSync(await courseHtml(ROOT)).byteLength).toBeLessThanOrEqual(18_000);
  });

  it.each([...pages])('%s can be read: short, formulas, links and exercises whole', (_, markdown) => {
    expect(faultsOf(markdown)).toEqual([]);
  });
});

/** What is wrong with a line of shell; a page that is served is written into a file in place of that. */
async function faultOfCommand(line: string): Promise<string | undefined> {
  const words = line.split(/\s+/);
  if (words.shift() !== 'glassnet') return `not glassnet: ${line}`;
  const served = words[0] === 'study' ? ['--output', join(temporaryFolder(), 'study.html')] : [];
  const { code, stderr } = await run([...words, ...served]);
  return code === 0 ? undefined : stderr;
}

describe('the commands of the course', () => {
  const lines = [...new Set(chapters.flatMap(([, markdown]) => commandLines(markdown)))];

  it.each(lines)('%s works as it stands', async (line) => {
    expect(await faultOfCommand(line)).toBeUndefined();
  });

  it('are checked: an option that is not there is refused', async () => {
    expect(await faultOfCommand('glassnet trace --set moons --rows 3')).toMatch(/E_USAGE_OPTION/);
  });
});

describe('the recorded traces', () => {
  it('are what the command says that the chapters tell to type', async () => {
    const { stdout } = await run(['trace', ...GOLDEN_COMMAND.trace.split(' '), '--json']);
    expect(JSON.parse(stdout)).toEqual(GOLDEN_TRACE);
  });

  it('hold a row that one unit of three is off for, as chapters 3 and 7 tell', () => {
    const a = GOLDEN_TRACE.tensors.find(({ name }) => name === 'a1')!.values!;
    expect(a.filter((value) => value === 0)).toHaveLength(1);
  });

  it('hold gradients of both signs for Adam, the first step about α', () => {
    const { steps, learningRate } = ADAM_STEPS;
    expect(steps.some(({ g }) => g > 0) && steps.some(({ g }) => g < 0)).toBe(true);
    // ε hat is 1e-7 beside a √v of 8e-3.
    expect(Math.abs(Math.abs(steps[0].step) / learningRate - 1)).toBeLessThan(1e-4);
  });
});

describe('the checkers of the course', () => {
  const [, first] = chapters[0]!;

  it('notice a digit that is not the program’s', () => {
    const [name, markdown] = chapters.find(([path]) => path.startsWith('05'))!;
    const [numbers] = /<!-- numbers:begin -->[^]*?<!-- numbers:end -->/.exec(markdown)!;
    const altered = markdown.replace(numbers, () =>
      numbers.replace(/\d(?=\n)/, (digit) => String((Number(digit) + 1) % 10)),
    );
    expect(altered).not.toBe(markdown);
    expect(altered).not.toBe(written.get(`${FOLDER}/${name}`));
  });

  it('notice an equation that its chapter does not show', () => {
    const [, markdown] = chapters.find(([name]) => name.startsWith('07'))!;
    expect(missingEquations(7, markdown.replaceAll('eq:dense.db', 'eq:dense.dbl'))).toEqual(['eq:dense.db']);
  });

  it('write single numbers anew, and refuse one that is not in the trace', () => {
    const step = new Recording(GOLDEN_TRACE.tensors);
    const filled = fillNumbers('z is <!--= z1[1,2] -->9.99<!--/-->.', step);
    expect(filled).toBe(`z is <!--= z1[1,2] -->${show(step.at('z1[1,2]'))}<!--/-->.`);
    expect(() => fillNumbers('<!--= z1[1,4] -->0<!--/-->', step)).toThrow(/z1 is \[1, 3\]/);
    expect(() => fillNumbers('<!--= z9[1,1] -->0<!--/-->', step)).toThrow(/no numbers of z9/);
  });

  it.each([
    ['a long chapter', `${first}${'\n'.repeat(MOST_LINES)}.`, /\d+ lines/],
    ['a formula over two lines', 'a $x +\ny$', /doesn't end/],
    ['a formula in bold', 'the **shape of $W$**', /touches a word/],
    ['a thin space within a line', String.raw`$a\,b$`, /as Markdown/],
    ['a formula of errors', String.raw`$\fract{1}{2}$`, /ParseError/],
    ['a dead link', '[next](13-nothing.md)', /dead link: 13/],
    ['a command that is not there', 'Type `glassnet graph`.', /no command graph/],
    ['an equation that is not there', '`glassnet equation dense.q`', /no equation dense.q/],
    ['an exercise that is not there', '`glassnet exercise start nothing`', /no exercise nothing/],
  ])('refuse %s', (_, markdown, fault) => {
    expect(faultsOf(markdown).join('\n')).toMatch(fault);
  });
});
