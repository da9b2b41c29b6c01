/**
 * The documents that people read first, and what they are told to type there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cli.ts';

/** README.md and every page of docs, by their path from the root. */
export function documents(): ReadonlyMap<string, string> {
  const paths = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)];
  return new Map(
    paths.filter((path) => path.endsWith('.md')).map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
  );
}

/** The lines of all blocks of shell commands, comments left out. */
export function commandLines(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n([^]*?)^```/gm)]
    .flatMap(([, block]) => block!.split('\n'))
    .map((line) => line.replace(/\s*#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** The targets of all links to files, without anchors. */
export function linkedFiles(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target));
}
