/**
 * The browsers that programs drive: named by CHROMIUM and FIREFOX, or where Debian puts them. Tests are skipped, and say
 * so, where one is missing.
 */
import { existsSync } from 'node:fs';
import { launch, type Browser, type LaunchOptions } from 'puppeteer-core';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface BrowserOnDisk {
  readonly name: 'Chromium' | 'Firefox';
  readonly isThere: boolean;
  /** The name, and why its tests are skipped. */
  readonly title: string;
  /** Starts it without a window; the caller closes it. */
  readonly open: (more?: LaunchOptions) => Promise<Browser>;
}

export const BROWSERS: readonly BrowserOnDisk[] = [
  onDisk('Chromium', { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS }),
  onDisk('Firefox', { executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr', browser: 'firefox' }),
];

function onDisk(
  name: BrowserOnDisk['name'],
  options: LaunchOptions & { readonly executablePath: string },
): BrowserOnDisk {
  const isThere = existsSync(options.executablePath);
  return {
    name,
    isThere,
    title: isThere ? name : `${name} (skipped: there is no ${options.executablePath})`,
    open: ({ args = [], ...more } = {}) =>
      launch({ ...options, ...more, args: [...(options.args ?? []), ...args], headless: true }),
  };
}
