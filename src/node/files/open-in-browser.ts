/**
 * Shows a file, or an address, with the program that the system has for it, without a shell in between.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SystemError } from '../../errors.ts';

/** @returns the program and its arguments */
export function openerOf(
  platform: NodeJS.Platform,
  page: string | URL,
): readonly [program: string, ...words: string[]] {
  const place = page instanceof URL ? page.href : resolve(page);
  if (platform === 'darwin') return ['open', place];
  // `start` is a word of the shell; this does what it does, and takes an address.
  if (platform === 'win32')
    return ['rundll32', 'url.dll,FileProtocolHandler', page instanceof URL ? place : pathToFileURL(page).href];
  return ['xdg-open', place];
}

/** Waits until the program has begun, not until it ends. @throws SystemError where there is none. */
export async function openInBrowser(page: string | URL): Promise<void> {
  const [program, ...words] = openerOf(process.platform, page);
  const child = spawn(program, words, { stdio: 'ignore', detached: true, shell: false });
  try {
    await new Promise((begun, failed) => child.once('spawn', begun).once('error', failed));
  } catch (cause) {
    throw new SystemError('E_FILE_READ', `can't be shown: there is no ${program} here`, {
      file: String(page),
      hint: 'open it in a browser',
      cause,
    });
  }
  child.unref();
}
