/**
 * A fresh folder for each test, removed after it.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** To be called within a test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'glassnet-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
