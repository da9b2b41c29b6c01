/** The house is easy to find one's way in: small folders, a map at every door, imports that never run in a circle. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/root.ts';
import { circleOf, importGraph, sourceFiles } from './support/sources.ts';

const MOST_FILES = 15;

/** `src` and every folder in it, by their path from the root. */
const folders = [
  'src',
  ...readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length)),
];

/** What is wrong with a folder's map: README.md, three lines at most, which names files and folders that are there. */
function faultOfMap(folder: string, map: string | undefined): string | undefined {
  if (map === undefined) return 'has no README.md';
  const lines = map.trim().split('\n');
  if (lines.length > 3) return `has a map of ${lines.length} lines`;
  const named = [...map.matchAll(/`([\w./-]+(?:\.\w+|\/))`/g)].map(([, name]) => name!);
  if (named.length === 0) return 'has a map that names no file and no folder';
  const missing = named.find((name) => !existsSync(join(ROOT, folder, name)));
  return missing === undefined ? undefined : `has a map that names ${missing}, which is not there`;
}

function mapOf(folder: string): string | undefined {
  const path = join(ROOT, folder, 'README.md');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

describe('the rooms of src', () => {
  it.each(folders)(`%s has at most ${MOST_FILES} source files`, (folder) => {
    const files = readdirSync(join(ROOT, folder)).filter((name) => /\.tsx?$/.test(name));
    expect(files.length).toBeLessThanOrEqual(MOST_FILES);
  });

  it.each(folders)('%s has a map of three lines at its door', (folder) => {
    expect(faultOfMap(folder, mapOf(folder))).toBeUndefined();
  });

  it('import each other in no circle, types included', () => {
    expect(sourceFiles().length).toBeGreaterThan(150);
    expect(circleOf(importGraph())).toBeUndefined();
  });
});

describe('the checkers of rooms', () => {
  it.each<[string, string | undefined, RegExp]>([
    ['no map', undefined, /no README/],
    ['a long one', 'one\ntwo\nthree\nfour `errors.ts`', /4 lines/],
    ['one without names', 'The errors.', /names no file/],
    ['one that is out of date', 'Start with `mistakes.ts`.', /mistakes\.ts, which is not there/],
  ])('refuse %s', (_, map, problem) => {
    expect(faultOfMap('src', map)).toMatch(problem);
  });

  it('find a circle of three, and none in a diamond', () => {
    const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
    expect(circleOf(graph({ a: ['b'], b: ['c'], c: ['a'] }))).toEqual(['a', 'b', 'c', 'a']);
    expect(circleOf(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toBeUndefined();
  });
});
