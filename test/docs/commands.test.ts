/** Every command that the documents tell people to type works as it stands, in the order of the page. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, ROOT, run, start, temporaryFolder, type Result } from '../support/cli.ts';
import { customers, toCsv } from '../support/customers.ts';
import { commandLines, documents, linkedFiles } from '../support/documents.ts';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** A folder with the files that the documents speak of. */
function folderOfAnAnalyst(): string {
  const folder = temporaryFolder();
  const csv = toCsv(customers({ count: 240, classes: ['no', 'yes'] })).replace('id,', 'customer_id,');
  writeFileSync(join(folder, 'customers.csv'), csv);
  writeFileSync(join(folder, 'new-customers.csv'), csv.replaceAll(/,(no|yes|bought)$/gm, ''));
  return folder;
}

/** What is wrong with a line of shell, or undefined. Commands of npm are looked up, those of glassnet are run. */
async function fault(line: string, cwd: string): Promise<string | undefined> {
  const npm = line.split('&&').map((part) => /^npm (?:run )?(\S+)/.exec(part.trim())?.[1]);
  if (npm.every((name) => name !== undefined)) {
    const unknown = npm.find((name) => name !== 'ci' && scripts[name] === undefined);
    return unknown === undefined ? undefined : `package.json has no script ${unknown}`;
  }
  const words = /^(?:npx )?(?:glassnet|node dist\/src\/cli\/main\.js) (.*)$/.exec(line)?.[1]?.split(/\s+/);
  if (words === undefined) return 'neither a command of npm nor one of glassnet';
  if (words[0] === 'study' && !words.includes('--output')) return faultOfServer(words, cwd);
  const { code, stderr } = await run(words, { cwd });
  return code === 0 ? undefined : stderr;
}

/** A command that serves until Ctrl-C: it must give an address that answers, and end when asked to. */
async function faultOfServer(words: readonly string[], cwd: string): Promise<string | undefined> {
  const child = start(words, { cwd });
  const end: Promise<Result> = ended(child);
  const line = await Promise.race([
    new Promise<string>((resolve) => child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()))),
    end.then(({ stderr }) => stderr),
  ]);
  const address = /http:\S+/.exec(line)?.[0];
  const answer = address === undefined ? null : await fetch(address);
  child.kill('SIGINT');
  const { code, stderr } = await end;
  if (answer?.status !== 200) return `no page: ${stderr || line}`;
  return code === 130 ? undefined : `ended with ${code}`;
}

/** What is wrong with a page's commands, a line each. */
async function faults(markdown: string): Promise<string[]> {
  const cwd = folderOfAnAnalyst();
  const found: string[] = [];
  for (const line of commandLines(markdown)) {
    const problem = await fault(line, cwd);
    if (problem !== undefined) found.push(`${line}: ${problem}`);
  }
  return found;
}

describe('the documents', () => {
  it.each([...documents()])('%s: every command works as it stands', async (_, markdown) => {
    expect(await faults(markdown)).toEqual([]);
  });

  it.each([...documents()])('%s: every linked file is there', (path, markdown) => {
    const missing = linkedFiles(markdown).filter((target) => !existsSync(join(ROOT, dirname(path), target)));
    expect(missing).toEqual([]);
  });

  it('README.md has at most 6 kB', () => {
    expect(Buffer.byteLength(documents().get('README.md')!)).toBeLessThanOrEqual(6000);
  });

  it('have some twelve commands of glassnet to type', () => {
    const lines = [...documents().values()].flatMap(commandLines).filter((line) => line.startsWith('glassnet'));
    expect(lines.length).toBeGreaterThanOrEqual(12);
  });
});

describe('the checker of documents', () => {
  const page = (line: string) => `# A page\n\n\`\`\`sh\n${line}\n\`\`\`\n`;

  it.each([
    ['glassnet train customers.csv --tarket bought', /E_USAGE_OPTION/],
    ['glassnet train missing.csv', /E_FILE_MISSING/],
    ['glassnet predict new-customers.csv --model runs/none', /E_FILE_MISSING/],
    ['npm ci && npm run unheard-of', /no script unheard-of/],
    ['curl example.org', /neither/],
  ])('refuses %s', async (line, problem) => {
    expect(await faults(page(line))).toEqual([expect.stringMatching(problem)]);
  });

  it('finds the targets of links', () => {
    expect(linkedFiles('[a](docs/a.md#part), [b](https://example.org) and [c](../c)')).toEqual(['docs/a.md', '../c']);
  });
});
