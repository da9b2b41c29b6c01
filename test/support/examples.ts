/**
 * The examples of docstrings and documents as programs: taken out, type-checked together, and run, each by itself.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './root.ts';

const run = promisify(execFile);

export interface Example {
  /** `train.ts:46`: the file and the line of its first line of code. */
  readonly place: string;
  /** JavaScript that imports from `glassnet`; what it prints stands behind `// →` on the line that prints it. */
  readonly code: string;
}

/** The `@example` blocks of a source: from the line behind the tag to the next tag, or the end of the comment. */
export function examplesOf(file: string, text: string): Example[] {
  const examples: Example[] = [];
  let code: string[] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, content] = /^\s*\* ?(?!\/)(.*)$/.exec(line) ?? [];
    if (code !== undefined && (content === undefined || content.startsWith('@'))) {
      examples.push({ place: `${file}:${index - code.length + 1}`, code: `${code.join('\n').trim()}\n` });
      code = undefined;
    }
    if (content === '@example') code = [];
    else if (content !== undefined) code?.push(content);
  }
  return examples;
}

/** The blocks of TypeScript in a document. */
export function examplesInMarkdown(file: string, markdown: string): Example[] {
  return [...markdown.matchAll(/^```ts\n([^]*?)^```/gm)].map(({ 1: code = '', index }) => {
    return { place: `${file}:${markdown.slice(0, index).split('\n').length + 1}`, code };
  });
}

/**
 * What is wrong with the examples, a line each; nothing where all compile, run to their end and print what they say.
 *
 * The programs lie in `dist` while they run, for there `glassnet` is the compiled package.
 */
export async function faultsOf(examples: readonly Example[]): Promise<string[]> {
  const folder = mkdtempSync(join(ROOT, 'dist/examples-'));
  try {
    for (const [i, { code }] of examples.entries()) {
      for (const ending of ['ts', 'mjs']) writeFileSync(join(folder, `example${i}.${ending}`), code);
    }
    const ofTypes = await typeFaults(folder, examples);
    const ofRuns = await Promise.all(examples.map((example, i) => runFault(join(folder, `example${i}.mjs`), example)));
    return [...ofTypes, ...ofRuns.flat()];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function typeFaults(folder: string, examples: readonly Example[]): Promise<string[]> {
  const files = examples.map((_, i) => `example${i}.ts`);
  // The types that sources declare for hosts and packages.
  const include = [join(ROOT, 'src/**/*.d.ts')];
  const config = { extends: join(ROOT, 'tsconfig.json'), compilerOptions: { noEmit: true }, include, files };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  try {
    await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    return [];
  } catch (error) {
    const { stdout } = error as { stdout: string };
    const faults = [...stdout.matchAll(/example(\d+)\.ts\((\d+),\d+\): (.*)/g)];
    if (faults.length === 0) throw new Error(`tsc: ${stdout}`, { cause: error });
    return faults.map(([, i, line, message]) => `${examples[Number(i)]!.place}, line ${line} of it: ${message}`);
  }
}

async function runFault(path: string, { place, code }: Example): Promise<string[]> {
  const stated = [...code.matchAll(/\/\/ → (.*)/g)].map(([, output]) => output!);
  if (stated.length === 0) return [`${place}: states no output`];
  try {
    const { stdout } = await run(process.execPath, [path], { cwd: ROOT });
    const printed = stdout.split('\n').slice(0, -1);
    return printed.join('\n') === stated.join('\n')
      ? []
      : [`${place}: prints ${JSON.stringify(printed)}, states ${JSON.stringify(stated)}`];
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return [`${place}: ${/^\w*Error.*$/m.exec(stderr ?? '')?.[0] ?? message}`];
  }
}
