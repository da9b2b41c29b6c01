/** What a student may write, and what the check says about it. */
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compiledText } from '../../../src/cli/exercise/compiled.ts';
import { runCheck } from '../../../src/cli/exercise/run-check.ts';
import { EXERCISES } from '../../../src/study/exercises/exercises.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { broken, handedOut, solved } from '../../support/exercises.ts';

const folder = temporaryFolder();
let files = 0;

/** The check of a module with this text. */
async function check(id: string, text: string, limitMs?: number) {
  const path = join(folder, `${files++}.mjs`);
  writeFileSync(path, text);
  const printed: string[] = [];
  const outcome = await runCheck(id, path, (line) => printed.push(line), limitMs);
  const differs = outcome.kind === 'done' ? (outcome.runs.at(-1)!.first?.entry ?? null) : undefined;
  const isPassed = outcome.kind === 'done' && outcome.gradients?.verdict === 'PASS';
  return { outcome, differs, isPassed, printed: printed.join('') };
}

const exerciseOf = (id: string) => EXERCISES.find((one) => one.id === id)!;

describe('an exercise', () => {
  it.each(EXERCISES.map((exercise) => [exercise.id, exercise] as const))(
    '%s fails as handed out, and passes with the original code',
    async (id, exercise) => {
      const { text } = await handedOut(exercise);
      const header = text.slice(0, text.indexOf(' */'));
      for (const line of header.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
      const { outcome, differs } = await check(id, text);
      if (exercise.fault === null) {
        const line = text.split('\n').findIndex((one) => one.includes('not written yet')) + 1;
        const message = expect.stringMatching(`^exercise ${id}: .* not written yet$`) as string;
        expect(outcome).toMatchObject({ kind: 'fault', fault: { message, line } });
      } else {
        expect(differs).not.toBeNull();
      }
      expect((await check(id, await solved(exercise))).isPassed).toBe(true);
    },
  );

  it('does not hand out what another one asks for', async () => {
    const tasks = EXERCISES.filter(({ fault }) => fault === null);
    const out = await Promise.all(tasks.map(handedOut));
    const lines = out.flatMap(({ blanks }) => blanks.flatMap(({ removed }) => removed.split('\n')));
    const telling = lines.map((line) => line.trim()).filter((line) => line.length > 30 && !line.startsWith('for ('));
    expect(telling.length).toBeGreaterThan(10);
    const whole = await compiledText('tensor/kernels/reference');
    expect(telling.filter((line) => whole.includes(line)).length).toBeGreaterThan(5);
    const told = out.flatMap(({ text }, index) =>
      telling.filter((line) => text.includes(line)).map((line) => `${tasks[index]!.id} tells ${line}`),
    );
    expect(told).toEqual([]);
  });

  const mistakes = EXERCISES.flatMap(({ id, mistakes: all }) => all.map((mistake) => [id, mistake.name] as const));
  it('has at least five ways to get it wrong, unless there is a fault to find', () => {
    for (const { id, fault, mistakes: all } of EXERCISES) {
      if (fault === null) expect(all.length, id).toBeGreaterThanOrEqual(5);
    }
  });

  it.each(mistakes)('%s with the mistake %s fails, and the mistake is named', async (id, name) => {
    const mistake = exerciseOf(id).mistakes.find((one) => one.name === name)!;
    const { outcome } = await check(id, await broken(exerciseOf(id), mistake.change));
    expect(outcome).toMatchObject({ kind: 'done', why: { mistake: name, text: mistake.hint } });
  });
});

/** In other words than glassnet's own: float64, another order, no helpers. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  'relu-mask': ['dZ.set(dA.map((gradient, i) => gradient * Math.sign(a[i])));'],
  'softmax-loss': [
    'const row = Array.from(z.subarray(start, end));',
    'const largest = row.reduce((a, b) => Math.max(a, b));',
    'const sum = row.reduceRight((all, one) => all + Math.exp(one - largest), 0);',
    'row.forEach((one, j) => (p[start + j] = Math.exp(one - largest) / sum));',
    'total -= weight * (row[targets[i]] - largest - Math.log(sum));',
  ],
  'softmax-gradient': [
    'for (let j = start; j < end; j++) dZ[j] = (weight / rows) * (p[j] - Number(j - start === targets[i]));',
  ],
  'dense-backward': [
    `const [n, d, u] = [x.rows, x.columns, dZ.columns];
     for (let s = 0; s < d; s++) for (let j = 0; j < u; j++) {
       let sum = 0;
       for (let i = n - 1; i >= 0; i--) sum += x.data[i * d + s] * dZ.data[i * u + j];
       kernel.gradient.data[s * u + j] = sum;
     }`,
    `for (let j = 0; bias && j < dZ.columns; j++) bias.gradient.data[j] = dZ.toRows().reduce((sum, row) => sum + row[j], 0);
     dX?.data.set(dZ.toRows().flatMap((row) => kernel.value.toRows().map((w) => w.reduce((sum, one, j) => sum + one * row[j], 0))));`,
  ],
  'adam-step': [
    'm[i] = (1 - oneMinusBeta1) * m[i] + oneMinusBeta1 * g[i];',
    'v[i] = (1 - oneMinusBeta2) * v[i] + oneMinusBeta2 * g[i] ** 2;',
    'w[i] = (1 - decay) * w[i] - (alpha * m[i]) / (Math.sqrt(v[i]) + epsilon);',
  ],
  'he-start': [
    'const sd = Math.sqrt(2 / out.rows); for (let i = 0; i < out.data.length; i++) out.data[i] = sd * Math.sqrt(3) * (2 * random.next() - 1);',
  ],
};

describe('a solution in other words', () => {
  it.each(Object.keys(OTHER_WORDS))('of %s passes', async (id) => {
    const { text, blanks } = await handedOut(exerciseOf(id));
    const words = OTHER_WORDS[id]!;
    const ofBlank = blanks.length === 1 ? [words.join('\n')] : words;
    const written = blanks.reduce((before, { placed }, index) => {
      const [, thrown] = /^( *throw new Error\(.*\);)$/m.exec(placed)!;
      return before.replace(thrown!, () => ofBlank[index]!);
    }, text);
    expect((await check(id, written)).isPassed).toBe(true);
  });
});

describe('a module of relu-mask that', () => {
  let text = '';
  let line = 0;
  beforeAll(async () => {
    text = (await handedOut(exerciseOf('relu-mask'))).text;
    line = text.split('\n').findIndex((one) => one.includes('not written yet')) + 1;
  });
  const RIGHT = 'for (let i = 0; i < dZ.length; i++) dZ[i] = a[i] > 0 ? dA[i] : 0;';
  const withBody = (body: string) => text.replace(/^ *throw new Error\(.*\);$/m, () => body);
  const faultOf = async (source: string, limitMs?: number) => {
    const { outcome } = await check('relu-mask', source, limitMs);
    if (outcome.kind !== 'fault') throw new Error('no fault');
    return outcome.fault;
  };

  it.each<[string, string, { message: RegExp; column?: number | undefined }]>([
    ['throws', 'const b = aa[0];', { message: /^ReferenceError: aa is not defined$/, column: 11 }],
    ['throws what is no error', 'throw "oops";', { message: /^throws oops$/ }],
    ['throws nothing', 'throw null;', { message: /^throws null$/ }],
    ['calls itself for ever', 'const f = () => f(); f();', { message: /Maximum call stack/, column: 17 }],
    [
      'writes past the end',
      'dZ.set(new Float32Array(dZ.length + 1));',
      { message: /offset is out of bounds/, column: 4 },
    ],
    ['is no JavaScript', 'dZ[0] = ;', { message: /^SyntaxError: Unexpected token ';'$/, column: 9 }],
    [
      'changes what it may only read',
      `${RIGHT} dA[1] = 7;`,
      { message: /^reluGradient changed dA\[1\], which it may only read \(last: .*\)$/ },
    ],
    [
      'ends the program',
      'process.exit(0);',
      { message: /^ends the program before the check is done \(last: 3 steps .*: step 1, da1\)$/ },
    ],
    [
      'takes all memory',
      'const all = []; for (;;) all.push(Array(1e5).fill(all.length));',
      { message: /^takes more than 256 MB/ },
    ],
  ])('%s is told so, with its own line', async (_, body, { message, column }) => {
    const fault = await faultOf(withBody(body));
    expect(fault.message).toMatch(message);
    if (column === undefined) return;
    expect(fault).toMatchObject({ line, column });
  });

  it('lies behind a symbolic link is told its line all the same', async () => {
    const [target, link] = [join(folder, 'target.mjs'), join(folder, 'link.mjs')];
    writeFileSync(target, text);
    symlinkSync(target, link);
    const outcome = await runCheck('relu-mask', link, () => {});
    expect(outcome).toMatchObject({ kind: 'fault', fault: { line } });
  });

  it('never ends is ended, in a function or at the top', async () => {
    const message = /^doesn't end within 1\.5 seconds: a loop whose condition stays true\?/;
    expect((await faultOf(withBody('while (true) {}'), 1500)).message).toMatch(message);
    expect((await faultOf('for (;;) {}', 1500)).message).toMatch(/\(last: loading the file\)$/);
  });

  it.each<[string, string, RegExp]>([
    ['exports nothing', 'const x = 1;', /^exports no referenceKernels$/],
    ['is empty', '', /^exports no referenceKernels$/],
    ['exports null', 'export const referenceKernels = null;', /^exports referenceKernels without matmul$/],
    ['lacks a kernel', 'export const referenceKernels = { matmul() {} };', /without matmulTN$/],
    [
      'imports what is not there',
      'import "./no.mjs";',
      /^Cannot find module .*: glassnet was moved\? Start the exercise anew \(last: loading the file\)$/,
    ],
    ['imports a name that is not there', 'import { no } from "node:fs";', /does not provide an export named 'no'$/],
    ['is not a text', '\u0000\u0001', /^SyntaxError: /],
  ])('%s is told so', async (_, source, message) => {
    expect((await faultOf(source)).message).toMatch(message);
  });

  it('is no module by its name, in a folder of another kind of files, is told so', async () => {
    const own = temporaryFolder();
    writeFileSync(join(own, 'package.json'), '{"type":"commonjs"}');
    writeFileSync(join(own, 'mine.js'), text);
    const printed: string[] = [];
    const outcome = await runCheck('relu-mask', join(own, 'mine.js'), (one) => printed.push(one));
    const message = expect.stringMatching(/ outside a module: a file that ends in \.mjs is one$/) as string;
    expect(outcome).toMatchObject({ kind: 'fault', fault: { message, column: 1 } });
    expect(printed).toEqual([]);
  });

  it('prints is heard, and passes', async () => {
    const { isPassed, printed } = await check('relu-mask', withBody(`console.log('hello', dZ.length); ${RIGHT}`));
    expect(isPassed).toBe(true);
    expect(printed).toMatch(/^(hello 20\n){3}(hello \d+\n)+$/);
  });

  it('writes zeros first passes, though glassnet itself may have dA and dZ in one array', async () => {
    const body = 'dZ.fill(0); dA.forEach((gradient, i) => { if (a[i] > 0) dZ[i] = gradient; });';
    expect((await check('relu-mask', withBody(body))).isPassed).toBe(true);
  });

  it('is right for the recorded network alone is caught by the gradient check', async () => {
    const { outcome, differs } = await check(
      'relu-mask',
      withBody(RIGHT.replace('a[i] > 0', 'a[i] > 0 || dZ.length > 20')),
    );
    expect(differs).toBeNull();
    expect(outcome).toMatchObject({ gradients: { verdict: 'FAIL' } });
  });

  it('of bug-4 shows no numbers, or arrays of another shape, is told which are due', async () => {
    const silent = await broken(exerciseOf('bug-4'), [['if (tap !== undefined)', 'if (false)']]);
    expect((await check('bug-4', silent)).outcome).toMatchObject({
      fault: { message: expect.stringMatching(/^x of step 2 comes, adam\.m\.W1 of step 1 is due/) as string },
    });
    const wide = await broken(exerciseOf('bug-3'), [['return units;', 'return units + 1;']]);
    expect((await check('bug-3', wide)).outcome).toMatchObject({ kind: 'fault' });
    const constant = await broken(exerciseOf('bug-3'), [['[inputDim, units], ', '[inputDim, units + 1], ']]);
    expect((await check('bug-3', constant)).outcome).toMatchObject({
      fault: { message: expect.stringMatching(/^W1 of step 0 is \[3, 5\], expected \[3, 4\]/) as string },
    });
  });

  it('of dense-backward multiplies the wrong way round is told which shapes met', async () => {
    const fault = await (async () => {
      const source = await broken(exerciseOf('dense-backward'), [
        ['matmulTN(x, dZ, kernel.gradient)', 'matmul(x, dZ, kernel.gradient)'],
      ]);
      const { outcome } = await check('dense-backward', source);
      return outcome.kind === 'fault' ? outcome.fault : undefined;
    })();
    expect(fault).toMatchObject({ message: expect.stringMatching(/matmul: .*\[5, 4\].*\[5, 2\]/) as string });
    expect(fault!.line).toBeGreaterThan(40);
  });
});
