/**
 * The sources as syntax trees: which file imports which, types included.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isNode, parse, walk } from '../../bench/house/syntax-tree.ts';
import { ROOT } from './root.ts';

/** The text of a name or a literal; undefined for any other node. */
export const nameOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return node['name'] as string;
  return node.type === 'Literal' ? String(node['value']) : undefined;
};

/** The files of `src`, by their path from there. */
export function sourceFiles(): string[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file));
}

export function readSource(file: string): string {
  return readFileSync(join(ROOT, 'src', file), 'utf8');
}

/** What a file imports: files by their path, packages by their name. Types, exports and `import()` count. */
export function importsOf(file: string, text: string): string[] {
  const found: string[] = [];
  walk(parse(file, text), (node) => {
    const source = nameOf(node['source']);
    if (source === undefined) return;
    found.push(source.startsWith('.') ? posix.join(posix.dirname(file), source) : source);
  });
  return found;
}

/** Who imports whom. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export function importGraph(): ImportGraph {
  return new Map(sourceFiles().map((file) => [file, importsOf(file, readSource(file))]));
}

/** A circle of imports, from a file back to itself; undefined where there is none. */
export function circleOf(graph: ImportGraph): string[] | undefined {
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (finished.has(file)) return undefined;
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next);
      if (circle !== undefined) return circle;
    }
    path.pop();
    finished.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = visit(file);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
