/**
 * Where a student's module failed, as its own line and column: what stands in the stack beside it is not the student's.
 */
import { execFile } from 'node:child_process';

/** Why a module can't be checked, or what it threw. Line and column are counted from 1. */
export interface StudentFault {
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Whether it is not JavaScript: then the line is still to be found. */
  readonly isSyntax?: boolean;
}

/**
 * @param url of the student's module
 * @param reached how far the check had come
 */
export function faultOf(error: unknown, url: string, reached: string): StudentFault {
  if (!(error instanceof Error)) return { message: `throws ${String(error)}` };
  const [line, column] = placeIn(error.stack ?? '', url);
  if (line !== undefined) return { message: messageOf(error), line, column };
  if (error instanceof SyntaxError) return { message: messageOf(error), isSyntax: true };
  return { message: `${messageOf(error)} (last: ${reached})` };
}

function messageOf({ name, message, ...rest }: Error & { readonly code?: string }): string {
  const [first = ''] = message.split('\n');
  if (rest.code === 'ERR_MODULE_NOT_FOUND') return `${first}: glassnet was moved? Start the exercise anew`;
  if (first.endsWith('outside a module')) return `${name}: ${first}: a file that ends in .mjs is one`;
  // What is said by the file itself needs no class of error before it.
  return name === 'Error' || name === 'ChangedInput' ? first : `${name}: ${first}`;
}

function placeIn(text: string, url: string): (number | undefined)[] {
  const start = text.indexOf(`${url}:`);
  if (start === -1) return [];
  const [, line, column] = /^:(\d+)(?::(\d+))?/.exec(text.slice(start + url.length)) ?? [];
  return [Number(line), column === undefined ? undefined : Number(column)];
}

/** The place of a syntax error, which Node says only of a file that it is asked to check. */
export async function placeOfSyntax(path: string, fault: StudentFault): Promise<StudentFault> {
  const text = await new Promise<string>((done) => {
    execFile(process.execPath, ['--check', path], (_error, _stdout, stderr) => done(stderr));
  });
  const lines = text.split('\n');
  const head = lines.findIndex((one) => /^\S.*:\d+$/.test(one));
  if (head === -1) return fault;
  const line = Number(/\d+$/.exec(lines[head]!)![0]);
  const pointer = lines[head + 2] ?? '';
  const column = pointer.indexOf('^') + 1;
  return { message: fault.message, line, column: column > 0 ? column : undefined };
}
