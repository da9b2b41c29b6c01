/**
 * Errors of the operating system (errno) as errors that say what to do.
 */
import type { CodeFor } from '../../error-codes.ts';
import { SystemError } from '../../errors.ts';
import type { Text } from '../../setting.ts';
import { setting, wording } from '../../wording.ts';

/** The hint if something already exists. */
export const REPLACE_HINT = wording`${setting('force', true)} replaces it`;

interface Known {
  readonly code: CodeFor<'system'>;
  readonly message: string;
  readonly hint?: Text;
}

const READING: ReadonlyMap<string, Known> = new Map([
  ['ENOENT', { code: 'E_FILE_MISSING', message: 'there is no such file', hint: 'check the spelling and the folder' }],
]);

const WRITING: ReadonlyMap<string, Known> = new Map([
  ['ENOENT', { code: 'E_FILE_MISSING', message: 'the folder to write into does not exist', hint: 'create it first' }],
  ['EEXIST', { code: 'E_FILE_EXISTS', message: 'exists already', hint: REPLACE_HINT }],
]);

const EITHER: ReadonlyMap<string, Known> = new Map([
  ['EISDIR', { code: 'E_FILE_IS_FOLDER', message: 'is a folder, expected a file' }],
  ['ENOTDIR', { code: 'E_FILE_NOT_FOLDER', message: 'a part of the path is a file, expected a folder' }],
  ['EACCES', { code: 'E_FILE_PERMISSION', message: 'no permission', hint: "check the file's and the folder's rights" }],
  ['EPERM', { code: 'E_FILE_PERMISSION', message: 'not permitted', hint: "check the file's and the folder's rights" }],
  ['EROFS', { code: 'E_FILE_PERMISSION', message: 'the file system is read-only', hint: 'choose another folder' }],
  ['ENOSPC', { code: 'E_FILE_SPACE', message: 'no space is left on the disk', hint: 'free some space' }],
  ['EDQUOT', { code: 'E_FILE_SPACE', message: 'your share of the disk is used up', hint: 'free some space' }],
  ['EMFILE', { code: 'E_FILE_LIMIT', message: 'too many files are open', hint: 'raise the limit: ulimit -n' }],
  ['ENFILE', { code: 'E_FILE_LIMIT', message: 'too many files are open on this machine' }],
]);

/** Wraps an error of `node:fs` or of a stream; a SystemError is returned unchanged. */
export function systemError(error: unknown, path: string, doing: 'read' | 'write'): SystemError {
  if (error instanceof SystemError) return error;
  const errno = errnoOf(error);
  const known = (doing === 'read' ? READING : WRITING).get(errno) ?? EITHER.get(errno);
  if (known === undefined) {
    const code = doing === 'read' ? 'E_FILE_READ' : 'E_FILE_WRITE';
    return new SystemError(code, `can't be ${doing === 'read' ? 'read' : 'written'}: ${errno}`, {
      file: path,
      cause: error,
    });
  }
  return new SystemError(known.code, known.message, { file: path, hint: known.hint, cause: error });
}

/** The errno's name, such as EIO; for an error without one, its message. */
function errnoOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 100);
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message.slice(0, 100);
}
