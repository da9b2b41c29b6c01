/**
 * What `npm start` shows, in a dozen lines.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The lines that a reader should see; between them stand others. */
const SHOWN = [
  /^audit: /,
  /^customers will/,
  /^ {2}\S/,
  /^Network \d/,
  /^for figures/,
  /^Gain/,
  /^ {10,}\d+ % hold/,
  /^Test loss/,
];

/** A fenced block with those lines of a real run. */
export async function renderTranscript(root: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glassnet-'));
  try {
    const words = ['train', 'data/audiobooks.csv', '--output', join(folder, 'run')];
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [join(root, 'dist/src/cli/main.js'), ...words],
      {
        cwd: root,
      },
    );
    const lines = `${stderr}${stdout}`.split('\n').filter((line) => SHOWN.some((shown) => shown.test(line)));
    return `\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
  } finally {
    await rm(folder, { recursive: true });
  }
}
