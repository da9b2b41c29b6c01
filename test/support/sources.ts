/**
 * The sources as syntax trees: which file imports which, types included.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';
import { ROOT } from './root.ts';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The text of a name or a literal; undefined for any other node. */
export const nameOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return node['name'] as string;
  return node.type === 'Literal' ? String(node['value']) : undefined;
};

/** @throws Error for a text that is not TypeScript. */
export function parse(file: string, text: string): Node {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  return program as unknown as Node;
}

/** Calls `visit` with every node of a tree, its parent and the field in which it stands. */
export function walk(node: Node, visit: (node: Node, parent: Node, field: string) => void): void {
  for (const [field, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!isNode(child)) continue;
      visit(child, node, field);
      walk(child, visit);
    }
  }
}

/** The files of `src`, by their path from there. */
export function sourceFiles(): string[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'));
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
