/** The programs that glassnet is compared by: short, and true when run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countProgram, PROGRAMS, renderProgramTable } from '../../../bench/house/program-table.ts';
import { countPythonStatements, countStatements } from '../../../bench/house/statements.ts';
import { train, type TrainedModel } from '../../../src/facade/train.ts';
import { ROOT } from '../../support/root.ts';

const hasPython = (await countPythonStatements([])) !== null;
const folder = mkdtempSync(join(tmpdir(), 'glassnet-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a compiled program, and gives the lines that it prints. */
async function run(name: string, ...flags: string[]): Promise<string[]> {
  const program = join(ROOT, `dist/bench/programs/${name}.js`);
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program], { cwd: ROOT });
  return stdout.trim().split('\n');
}

/** Trained once for all who ask: five networks on the whole file. */
let best: Promise<TrainedModel> | undefined;
const trained = () => (best ??= train(readFileSync(join(ROOT, 'data/audiobooks.csv'))));

describe('the four programs', () => {
  it.each(PROGRAMS)('$title: at most $most statements beside imports', async ({ file, most }) => {
    expect(await countProgram(join(ROOT, 'bench/programs', file))).toBeLessThanOrEqual(most);
  });

  it('arrays: the two new customers are told apart at a probability above 0.9', async () => {
    const [first, second] = JSON.parse((await run('arrays')).join('')) as [[number, number], [number, number]];
    expect(first[0]).toBeGreaterThan(0.9);
    expect(second[1]).toBeGreaterThan(0.9);
  });

  it('csv: the accuracy is that of glassnet train with the same seed', async () => {
    const [line] = await run('csv');
    const { test } = await trained();
    expect(line!.startsWith(`${test.accuracy} [ [ `)).toBe(true);
  });

  describe('saved-model', () => {
    const server = createServer((request, response) => {
      if (request.url === '/model.safetensors') response.end(readFileSync(join(folder, 'model.safetensors')));
      else response.writeHead(404).end();
    });
    beforeAll(async () => {
      const { toBytes } = await trained();
      writeFileSync(join(folder, 'model.safetensors'), toBytes());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => server.close());

    it('scores what a page has in its form, with a model fetched over HTTP', async () => {
      const { port } = server.address() as AddressInfo;
      // In a page an address is relative to the page.
      const page = `const real = fetch; globalThis.fetch = (path) => real(new URL(path, 'http://127.0.0.1:${port}/'));`;
      expect(await run('saved-model', `--import=data:text/javascript,${encodeURIComponent(page)}`)).toEqual([
        "[ '1' ]",
      ]);
    });
  });
});

describe('the table of programs', () => {
  it.skipIf(!hasPython)('has a count for every program that there is, and glassnet’s are the lowest', async () => {
    const lines = (await renderProgramTable(ROOT)).trim().split('\n');
    expect(lines).toHaveLength(2 + PROGRAMS.length);
    for (const line of lines.slice(2)) {
      const [own, ...others] = [...line.matchAll(/\[(\d+)\]/g)].map(([, count]) => Number(count));
      expect(others.length).toBeGreaterThan(0);
      for (const other of others) expect(own).toBeLessThan(other);
    }
  });
});

describe('statements', () => {
  it.each([
    ["import a from 'a';\nimport 'b';", 0],
    ['let a = 1, b = 2; a++;', 2],
    ['const f = (x: number) => x * 2;', 1],
    ['const f = () => { const a = 1; return a; };', 3],
    ['export function f(): void { g(); }', 2],
    ['export default class A { x = 1; get y() { return this.x; } m() { for (const a of []) { g(a); } } }', 4],
    ['for (let i = 0; i < 3; i++) g();', 2],
    ['if (a) { b(); } else c();', 3],
    ['interface A { b: 1 }\ntype C = A;', 2],
  ])('of %o are %i', (text, count) => {
    expect(countStatements('own.ts', text)).toBe(count);
  });

  it.skipIf(!hasPython)('of Python are counted by the same rule', async () => {
    const programs: [string, number][] = [
      ['"""A docstring."""\nimport a\nfrom b import c\n', 0],
      ['a, b = 1, 2\na += 1\n', 2],
      ['f = lambda x: x * 2\n', 1],
      ['def f():\n    """Says."""\n    a = 1\n    return a\n', 3],
      ['class A:\n    x = 1\n\n    def y(self):\n        return self.x\n', 3],
      ['for a in b:\n    g(a)\n', 2],
      ['if a:\n    b()\nelse:\n    c()\n', 3],
    ];
    const paths = programs.map(([text], i) => {
      const path = join(folder, `${i}.py`);
      writeFileSync(path, text);
      return path;
    });
    expect(await countPythonStatements(paths)).toEqual(programs.map(([, count]) => count));
  });
});
