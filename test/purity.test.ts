/**
 * Reads the syntax trees of all sources: who imports whom, who touches the machine, who names flags, and who computes with functions
 * whose last bits ECMAScript leaves open.
 */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isNode, parse, walk, type Node } from '../bench/house/syntax-tree.ts';
import { nameOf, readSource, sourceFiles } from './support/sources.ts';

/** What stands directly below each part of src, in the direction of imports; below that counts as well. */
const BELOW: Record<string, readonly string[]> = {
  'setting.ts': [],
  'error-codes.ts': [],
  'errors.ts': ['error-codes.ts', 'setting.ts'],
  'argument-checks.ts': ['errors.ts'],
  'wording.ts': ['errors.ts'],
  'random.ts': [],
  'seedrandom.d.ts': [],
  'text-table.ts': [],
  'version.ts': [],
  tensor: ['argument-checks.ts', 'random.ts', 'text-table.ts'],
  options: ['argument-checks.ts', 'random.ts', 'text-table.ts'],
  data: ['options', 'wording.ts'],
  nn: ['tensor'],
  preprocessing: ['data', 'tensor'],
  evaluation: ['preprocessing'],
  model: ['nn', 'evaluation'],
  training: ['model'],
  scoring: ['model'],
  audit: ['training'],
  explain: ['training'],
  formats: ['model', 'version.ts'],
  report: ['audit', 'explain', 'formats', 'training'],
  facade: ['formats', 'training'],
  study: ['formats', 'training'],
  'index.ts': ['facade', 'report', 'scoring', 'study'],
  web: ['study'],
  node: ['report', 'scoring', 'study'],
  server: ['node'],
  cli: ['node', 'server'],
};

/** The parts that may use Node; everything else runs in a browser too. */
const WITH_NODE = new Set(['node', 'cli', 'server']);

/** What everything else is tested against: it imports nothing but itself, or a fault could hide in both. */
const ORACLE = 'study/reference/';

/** The packages that each part may import. */
const PACKAGES: Record<string, readonly string[]> = {
  'random.ts': ['seedrandom/seedrandom.js'],
  formats: ['fflate'],
  report: ['d3-scale', 'd3-shape'],
  node: ['fast-csv', 'tinypool'],
  web: ['preact', 'preact/hooks', '@preact/signals'],
  cli: ['yargs', 'yargs-parser'],
};

/** What reads the clock, prints, draws, waits or reaches out of the program; `Date` is looked at apart. */
const MACHINE = new Set(
  'process Buffer performance console crypto fetch require setTimeout setInterval setImmediate'.split(' '),
);

/** Of these, what the page may use: time passes there. It may not send anything. */
const OF_PAGE = new Set('performance setTimeout setInterval Date'.split(' '));

const DOM = new Set('document window navigator localStorage'.split(' '));

/** Flags are the command line's own, and the page shows its commands; other texts name a setting, which each says in its words. */
const FLAG = /--[a-z]/;
const WITH_FLAGS = new Set(['cli', 'web']);

/** Where every number may reach a weight. */
const EXACT = new Set(['tensor', 'nn', 'model', 'training', 'preprocessing']);

/** The members of Math that IEEE 754 or ECMAScript defines to the last bit; exp, pow, sin and the like are not. */
const EXACT_MATH = new Set('abs ceil clz32 floor fround imul max min round sign sqrt trunc'.split(' '));

/** Whether an identifier is only a name behind a dot or before a colon, not a variable. */
const isLabel = (parent: Node, field: string): boolean =>
  parent['computed'] !== true && (field === 'property' || field === 'key');

/** What a string, or a piece of a template, says. */
function stringOf(node: Node): string {
  if (node.type === 'TemplateElement') return (node['value'] as { raw: string }).raw;
  return node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : '';
}

/** The part of src that a file is in: a folder, or the file itself. */
const partOf = (file: string): string => file.split('/')[0]!;

function everythingBelow(part: string): Set<string> {
  const found = new Set<string>();
  const visit = (one: string): void => {
    for (const next of BELOW[one] ?? []) {
      found.add(next);
      visit(next);
    }
  };
  visit(part);
  return found;
}

/** What is wrong with one file of src, a line each: `nn/dense.ts:12: …`. */
function findings(file: string, text: string): string[] {
  const found: string[] = [];
  const report = (node: Node, message: string): void => {
    found.push(`${file}:${text.slice(0, node.start).split('\n').length}: ${message}`);
  };
  const part = partOf(file);
  const withNode = WITH_NODE.has(part);
  const mayUse = (name: string): boolean => withNode || (part === 'web' && OF_PAGE.has(name));
  const exact = EXACT.has(part);
  const allowed = everythingBelow(part);
  if (BELOW[part] === undefined) return [`${file}: ${part} has no place in the order of imports`];

  const checkImport = (node: Node, source: string): void => {
    if (source.startsWith('node:')) {
      if (!withNode) report(node, `imports ${source}; only ${[...WITH_NODE].join(', ')} may`);
    } else if (source.startsWith('.')) {
      const path = posix.join(posix.dirname(file), source);
      const target = partOf(path);
      if (file.startsWith(ORACLE) && !path.startsWith(ORACLE)) report(node, `imports ${source} into ${ORACLE}`);
      else if (target !== part && !allowed.has(target))
        report(node, `imports ${source}: ${target} isn't below ${part}`);
    } else if (!PACKAGES[part]?.includes(source)) {
      report(node, `imports the package ${source}`);
    }
  };

  const checkMath = (node: Node, member: string | undefined): void => {
    if (member === 'random') report(node, 'draws from Math.random');
    const constant = member !== undefined && member === member.toUpperCase();
    if (exact && !constant && !EXACT_MATH.has(member ?? '')) {
      report(node, `uses Math.${member ?? '[…]'}, whose last bit is the engine's`);
    }
  };

  walk(parse(file, text), (node, parent, field) => {
    const imported = node['source'];
    // A thread is told its module: that may only happen where Node is.
    const isTold = isNode(imported) && imported.type === 'Identifier';
    if (isTold && !withNode) report(node, 'imports what a variable names');
    const source = isTold ? undefined : nameOf(imported);
    if (source !== undefined) checkImport(node, source);
    const name = node.type === 'Identifier' && !isLabel(parent, field) ? nameOf(node) : undefined;
    if (name !== undefined && !mayUse(name) && MACHINE.has(name)) report(node, `uses ${name}`);
    // A date that is given, or made of given numbers, is a value like any other; one made of nothing is the clock's.
    const isGivenDate = parent.type === 'NewExpression' && (parent['arguments'] as Node[]).length > 0;
    const isKindOfDate = parent.type === 'TSTypeReference' || parent['operator'] === 'instanceof';
    if (name === 'Date' && !mayUse(name) && !isGivenDate && !isKindOfDate) report(node, 'uses Date');
    if (name !== undefined && part !== 'web' && DOM.has(name)) report(node, `uses ${name}`);
    const string = stringOf(node);
    if (!WITH_FLAGS.has(part) && FLAG.test(string)) report(node, `names a flag in ${JSON.stringify(string)}`);
    if (name === 'Math') {
      if (parent.type === 'MemberExpression') {
        const member = parent['property'] as Node;
        checkMath(node, parent['computed'] === true && member.type !== 'Literal' ? undefined : nameOf(member));
      } else if (
        parent.type === 'VariableDeclarator' &&
        isNode(parent['id']) &&
        parent['id'].type === 'ObjectPattern'
      ) {
        for (const property of parent['id']['properties'] as Node[]) checkMath(node, nameOf(property['key']));
      } else {
        checkMath(node, undefined);
      }
    }
    if (exact && (node['operator'] === '**' || node['operator'] === '**=')) report(node, 'uses **, which is Math.pow');
  });
  return found;
}

describe('the sources', () => {
  const files = sourceFiles();

  it('are pure outside of node, cli and server, import one way only, name no flags outside of cli and web, and compute exactly what can reach a weight', () => {
    expect(files).toContain('nn/layers/dense.ts');
    expect(files.length).toBeGreaterThan(70);
    expect(files.flatMap((file) => findings(file, readSource(file)))).toEqual([]);
  });

  it('are in parts that stand below no part that stands below them', () => {
    for (const part of Object.keys(BELOW)) expect(everythingBelow(part).has(part), part).toBe(false);
  });
});

describe('the reader of sources', () => {
  it.each([
    ['nn/a.ts', "import { readFileSync } from 'node:fs';", 'nn/a.ts:1: imports node:fs; only node, cli, server may'],
    ['nn/a.ts', "import type { Stats } from 'node:fs';", 'nn/a.ts:1: imports node:fs; only node, cli, server may'],
    ['nn/a.ts', "\n\nconst fs = await import('node:fs');", 'nn/a.ts:3: imports node:fs; only node, cli, server may'],
    ['nn/a.ts', 'await import(module);', 'nn/a.ts:1: imports what a variable names'],
    ['index.ts', "export * from 'node:path';", 'index.ts:1: imports node:path; only node, cli, server may'],
    ['nn/a.ts', "let x: import('node:fs').Stats;", 'nn/a.ts:1: imports node:fs; only node, cli, server may'],
    [
      'tensor/a.ts',
      "import { Dense } from '../nn/dense.ts';",
      "tensor/a.ts:1: imports ../nn/dense.ts: nn isn't below tensor",
    ],
    [
      'nn/b/a.ts',
      "import '../../training/fit.ts';",
      "nn/b/a.ts:1: imports ../../training/fit.ts: training isn't below nn",
    ],
    [
      'errors.ts',
      "export { a } from './random.ts';",
      "errors.ts:1: imports ./random.ts: random.ts isn't below errors.ts",
    ],
    ['nn/a.ts', "import seedrandom from 'seedrandom';", 'nn/a.ts:1: imports the package seedrandom'],
    [
      'study/reference/a.ts',
      "import { matmul } from '../../tensor/matmul.ts';",
      'study/reference/a.ts:1: imports ../../tensor/matmul.ts into study/reference/',
    ],
    [
      'study/reference/a.ts',
      "import type { Page } from '../reading-path.ts';",
      'study/reference/a.ts:1: imports ../reading-path.ts into study/reference/',
    ],
    ['other/a.ts', '', 'other/a.ts: other has no place in the order of imports'],
    ['data/a.ts', 'process.exit(1);', 'data/a.ts:1: uses process'],
    ['data/a.ts', 'const bytes = Buffer.from([]);', 'data/a.ts:1: uses Buffer'],
    ['data/a.ts', 'const now = Date.now();', 'data/a.ts:1: uses Date'],
    ['data/a.ts', 'const now = new Date();', 'data/a.ts:1: uses Date'],
    ['data/a.ts', 'const now = (value instanceof Date) === Date();', 'data/a.ts:1: uses Date'],
    ['data/a.ts', 'const now = { performance };', 'data/a.ts:1: uses performance'],
    ['data/a.ts', "globalThis['x']; console.log(1);", 'data/a.ts:1: uses console'],
    ['web/a.tsx', "fetch('/rows');", 'web/a.tsx:1: uses fetch'],
    ['web/a.tsx', "import { join } from 'node:path';", 'web/a.tsx:1: imports node:path; only node, cli, server may'],
    ['study/a.ts', "import { render } from 'preact';", 'study/a.ts:1: imports the package preact'],
    ['node/a.ts', 'document.title;', 'node/a.ts:1: uses document'],
    ['data/a.ts', "const hint = 'or --drop it';", 'data/a.ts:1: names a flag in "or --drop it"'],
    ['node/a.ts', 'const hint = `a${1} --drop`;', 'node/a.ts:1: names a flag in " --drop"'],
    ['cli/a.ts', 'Math.random();', 'cli/a.ts:1: draws from Math.random'],
    ['tensor/a.ts', 'Math.exp(1);', "tensor/a.ts:1: uses Math.exp, whose last bit is the engine's"],
    ['nn/a.ts', 'const { sqrt, pow: p } = Math;', "nn/a.ts:1: uses Math.pow, whose last bit is the engine's"],
    ['nn/a.ts', "Math['tanh'](1);", "nn/a.ts:1: uses Math.tanh, whose last bit is the engine's"],
    ['training/a.ts', 'const M = Math;', "training/a.ts:1: uses Math.[…], whose last bit is the engine's"],
    ['preprocessing/a.ts', 'let x = 2 ** 3;', 'preprocessing/a.ts:1: uses **, which is Math.pow'],
    ['nn/a.ts', 'let x = 2; x **= 3;', 'nn/a.ts:1: uses **, which is Math.pow'],
  ])('in %s finds %o', (file, text, expected) => {
    expect(findings(file, text)).toEqual([expected]);
  });

  it.each([
    ['node/a.ts', "import { stat } from 'node:fs'; import '../formats/npy.ts'; process.exit(Date.now());"],
    ['nn/a.ts', "import '../errors.ts'; import './b.ts'; // process.exit, Math.exp(2 ** 3)\n/** Date.now() */"],
    [
      'nn/a.ts',
      "const text = 'process Math.random() **'; const { sqrt, fround } = Math; sqrt(Math.LN2 * Math.max(1, 2));",
    ],
    ['nn/a.ts', 'const x = { process: 1, Date: 2 }; x.process; class A { performance = 1; console() {} }'],
    ['data/a.ts', "const x = '-- a', y = `a${--x}`; // --drop"],
    ['cli/a.ts', "const flag = '--drop';"],
    ['formats/a.ts', 'const date = new Date(1980, 0, 1);'],
    ['data/a.ts', 'const iso = (value: Date | string) => value instanceof Date && value.toISOString();'],
    ['evaluation/a.ts', 'Math.log(2) ** 2;'],
    ['study/reference/a.ts', "import { forward } from './network.ts'; Math.exp(2) ** 3;"],
    ['web/a.ts', "import '../formats/npy.ts'; document.title = '';"],
    ['web/a.tsx', "import { render } from 'preact'; setTimeout(() => render(<code>--seed {Date.now()}</code>));"],
  ])('in %s has nothing against %o', (file, text) => {
    expect(findings(file, text)).toEqual([]);
  });
});
