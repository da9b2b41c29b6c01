import { expect, it } from 'vitest';
import { SystemError } from '../../../src/errors.ts';
import { systemError } from '../../../src/node/files/system-errors.ts';

function errno(code: string): Error {
  return Object.assign(new Error(`${code}: as node:fs puts it, open 'x'`), { code });
}

it.each([
  ['ENOENT', 'read', 'E_FILE_MISSING', 'there is no such file'],
  ['ENOENT', 'write', 'E_FILE_MISSING', 'the folder to write into does not exist'],
  ['EISDIR', 'read', 'E_FILE_IS_FOLDER', 'is a folder, expected a file'],
  ['EISDIR', 'write', 'E_FILE_IS_FOLDER', 'is a folder, expected a file'],
  ['ENOTDIR', 'read', 'E_FILE_NOT_FOLDER', 'a part of the path is a file, expected a folder'],
  ['EACCES', 'read', 'E_FILE_PERMISSION', 'no permission'],
  ['EPERM', 'write', 'E_FILE_PERMISSION', 'not permitted'],
  ['EROFS', 'write', 'E_FILE_PERMISSION', 'the file system is read-only'],
  ['EEXIST', 'write', 'E_FILE_EXISTS', 'exists already'],
  ['ENOSPC', 'write', 'E_FILE_SPACE', 'no space is left on the disk'],
  ['EDQUOT', 'write', 'E_FILE_SPACE', 'your share of the disk is used up'],
  ['EMFILE', 'read', 'E_FILE_LIMIT', 'too many files are open'],
  ['ENFILE', 'read', 'E_FILE_LIMIT', 'too many files are open on this machine'],
  ['EIO', 'read', 'E_FILE_READ', "can't be read: EIO"],
  ['EIO', 'write', 'E_FILE_WRITE', "can't be written: EIO"],
] as const)('%s while it should %s is %s', (code, doing, expected, message) => {
  const cause = errno(code);
  const error = systemError(cause, 'some/path', doing);
  expect(error).toBeInstanceOf(SystemError);
  expect(error).toMatchObject({ code: expected, exitCode: 5, file: 'some/path', message, cause });
});

it('keeps a SystemError as it is and takes anything else by its message', () => {
  const own = new SystemError('E_FILE_EXISTS', 'exists already', { file: 'a' });
  expect(systemError(own, 'b', 'write')).toBe(own);
  expect(systemError(new Error('odd'), 'b', 'read').message).toBe("can't be read: odd");
  expect(systemError('x'.repeat(1000), 'b', 'read').message.length).toBeLessThan(150);
});
