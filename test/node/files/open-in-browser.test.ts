/** What shows a page on each system: a program that is given one argument, with no shell that could read more into it. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openerOf } from '../../../src/node/files/open-in-browser.ts';

const FILE = "runs/a b & 'c' $(d)/report.html";

describe('openerOf', () => {
  it.each([
    ['linux', 'xdg-open'],
    ['freebsd', 'xdg-open'],
    ['darwin', 'open'],
  ] as const)('hands the whole path to the program of %s', (platform, program) => {
    expect(openerOf(platform, FILE)).toEqual([program, resolve(FILE)]);
  });

  it('hands an address to that of Windows, in which blanks mean nothing else', () => {
    const [program, handler, address] = openerOf('win32', FILE);
    expect([program, handler]).toEqual(['rundll32', 'url.dll,FileProtocolHandler']);
    expect(address).toMatch(/^file:\/\/\/\S+\/report\.html$/);
  });

  it.each(['linux', 'darwin', 'win32'] as const)('hands an address on as it is (%s)', (platform) => {
    expect(openerOf(platform, new URL('http://127.0.0.1:4380/')).at(-1)).toBe('http://127.0.0.1:4380/');
  });

  it('takes a name that begins with a dash for a name', () => {
    expect(openerOf('linux', '-h')[1]).toBe(resolve('-h'));
  });
});
