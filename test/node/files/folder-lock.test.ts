/** One process at a time in a folder; a dead one holds nothing. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FolderLock, LOCK_FILE } from '../../../src/node/files/folder-lock.ts';
import { Child } from '../../support/child.ts';
import { errorOf } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** Takes the lock, says so, and stays. */
const HOLDER = `
  import { FolderLock } from 'LIBRARYnode/files/folder-lock.js';
  process.on('SIGTERM', () => process.exit(0));
  FolderLock.take(process.argv[1]);
  console.log('held');
  setInterval(() => {}, 1000);
`;
const take = () => FolderLock.take(folder);

describe('the lock of a folder', () => {
  it('is held against other processes and this one, until it is released; then nothing is left of it', () => {
    const lock = take();
    expect(errorOf(take)).toMatchObject({ code: 'E_FILE_LOCKED', exitCode: 5, file: join(folder, LOCK_FILE) });
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
    take().release();
  });

  it('of a process at work names it; of one that was killed, or that ended, holds nothing', async () => {
    const child = new Child(HOLDER, [folder]);
    await child.printed('held');
    const { process: id } = JSON.parse(readFileSync(join(folder, LOCK_FILE), 'utf8')) as { process: number };
    expect(errorOf(take).message).toBe(`process ${id} is at work in this folder`);
    child.kill('SIGKILL');
    await child.ended;
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
    take().release();

    const other = new Child(HOLDER, [folder]);
    await other.printed('held');
    other.kill('SIGTERM');
    await other.ended;
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of an earlier process with the number of one that runs now holds nothing', () => {
    const earlier = { host: hostname(), process: process.ppid, began: '1' };
    writeFileSync(join(folder, LOCK_FILE), JSON.stringify(earlier));
    take().release();
  });

  it.each(['', 'nothing', '{}'])('that says %o holds nothing', (text) => {
    writeFileSync(join(folder, LOCK_FILE), text);
    take().release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of another host is held, for nobody here can tell', () => {
    writeFileSync(join(folder, LOCK_FILE), JSON.stringify({ host: 'elsewhere', process: 1, began: null }));
    const error = errorOf(take);
    expect(error.message).toBe('process 1 of elsewhere is at work in this folder');
    expect(error.hint).toContain('remove this file');
  });

  it('is taken by one of eight processes that find a dead one', async () => {
    writeFileSync(join(folder, LOCK_FILE), JSON.stringify({ host: hostname(), process: 2 ** 30, began: '1' }));
    const source = `
      import { FolderLock } from 'LIBRARYnode/files/folder-lock.js';
      try { FolderLock.take(process.argv[1]); console.log('held'); setTimeout(() => {}, 3000); }
      catch (error) { console.log(error.code); }`;
    const children = Array.from({ length: 8 }, () => new Child(source, [folder]));
    const ended = await Promise.all(children.map((child) => child.ended));
    const said = ended.map(({ stdout }) => stdout.trim());
    expect(said.filter((word) => word === 'held')).toHaveLength(1);
    expect(said.filter((word) => word === 'E_FILE_LOCKED')).toHaveLength(7);
  });
});
