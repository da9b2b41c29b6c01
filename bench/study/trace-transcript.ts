/**
 * A command of `trace` and what it prints.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const WORDS = 'trace --set moons --hidden 3 --steps 120 --row 17 --neuron 1.3 --until backward';

/** Two fenced blocks. */
export async function renderTraceTranscript(root: string): Promise<string> {
  const words = [join(root, 'dist/src/cli/main.js'), ...WORDS.split(' ')];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root });
  return `\`\`\`sh\nglassnet ${WORDS}\n\`\`\`\n\n\`\`\`text\n${stdout}\`\`\`\n`;
}
