/**
 * Hints as a user takes them: read from what the program printed, and typed behind the command in a real shell.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPTIONS, type FlagSpec, type OptionName } from '../../src/cli/options/options.ts';
import { temporaryFolder } from '../support/cli.ts';
import { run } from '../support/run-here.ts';

/** How a command ended. */
export interface Outcome {
  readonly status: number;
  readonly output: string;
  /** The place, the code and the message of the error; undefined when it was done. */
  readonly fault: string | undefined;
  readonly code: string | undefined;
  readonly hint: string | undefined;
}

/**
 * A shell in a folder of its own. What it calls `glassnet` only keeps the words that it is given, with which the command
 * then runs in this process; other programs run as they are.
 */
export class Shell {
  readonly folder = temporaryFolder();
  readonly #words = join(temporaryFolder(), 'words');
  readonly #path: string;

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    const programs = join(this.folder, 'bin');
    mkdirSync(programs);
    writeFileSync(join(programs, 'glassnet'), `#!/bin/sh\nprintf '%s\\0' "$@" > '${this.#words}'\n`);
    chmodSync(join(programs, 'glassnet'), 0o755);
    this.#path = `${programs}:${process.env['PATH']}`;
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.folder, name), content);
  }

  async run(command: string): Promise<Outcome> {
    rmSync(this.#words, { force: true });
    const env = { PATH: this.#path, HOME: this.folder, NO_COLOR: '1' };
    const typed = spawnSync('sh', ['-c', command], { cwd: this.folder, encoding: 'utf8', env });
    const {
      code: status,
      stdout,
      stderr,
    } = existsSync(this.#words)
      ? await run(readFileSync(this.#words, 'utf8').split('\0').slice(0, -1), { cwd: this.folder })
      : { ...typed, code: typed.status };
    const line = stderr.split('\n').findLast((each) => / error E_\w+: /.test(each));
    const [, place, code, message, hint] = /^(.*?): error (E_\w+): (.*?)(?: \(hint: (.*)\))?$/.exec(line ?? '') ?? [];
    const fault = line === undefined ? undefined : `${place} ${code} ${message}`;
    return { status: status ?? -1, output: stdout + stderr, fault, code, hint };
  }
}

const VALUE = /(?:=|\s)('(?:[^']|'\\'')*'|"(?:[^"\\]|\\.)*"|\$'(?:[^'\\]|\\.)*'|[^\s;)]+)/;
const OFFER = new RegExp(String.raw`--([a-z][a-z0-9-]*)(?:${VALUE.source})?`, 'g');

/**
 * What a hint offers to type: each option with its value, several in a row as one. An option that is only spoken of, as
 * in "another column with --target", is none.
 *
 * @param names the columns that there are: a value without quotes is one of them, or prose
 */
export function offersIn(hint: string, names: ReadonlySet<string>): string[] {
  const offers: { text: string; end: number }[] = [];
  for (const match of hint.matchAll(OFFER)) {
    const spec: FlagSpec | undefined = OPTIONS[match[1] as OptionName];
    if (spec === undefined) continue;
    const word = spec.kind === 'flag' ? undefined : valueOf(spec, match[1]!, match[2], names);
    if (word === undefined && spec.kind !== 'flag') continue;
    const separator = match[0].charAt(2 + match[1]!.length);
    const text = word === undefined ? `--${match[1]}` : `--${match[1]}${separator}${word}`;
    const last = offers.at(-1);
    if (last !== undefined && hint.slice(last.end, match.index).trim() === '' && match.index > last.end) {
      last.text += ` ${text}`;
      last.end = match.index + text.length;
    } else offers.push({ text, end: match.index + text.length });
  }
  return offers.map(({ text }) => text);
}

const COLUMNS = new Set(['target', 'id', 'group', 'time', 'drop', 'numeric', 'categorical', 'keep']);

/** The word that is a value; undefined for prose behind an option. */
function valueOf(
  spec: FlagSpec,
  option: string,
  word: string | undefined,
  names: ReadonlySet<string>,
): string | undefined {
  if (word === undefined || /^['"$]/.test(word)) return word;
  const bare = word.length > 1 ? word.replace(/[,?.:]+$/, '') : word;
  if (spec.kind === 'choice') return spec.choices.includes(bare) ? bare : undefined;
  if (spec.kind === 'whole' || spec.kind === 'number') return /^[\d.]+$/.test(bare) ? bare : undefined;
  if (spec.kind === 'proportions') return /^[\d/]+$/.test(bare) ? bare : undefined;
  if (COLUMNS.has(option))
    return bare.split(',').every((name) => names.has(name) || /^column_\d+$/.test(name)) ? bare : undefined;
  return bare;
}

/** The command with what a hint offers typed behind; in place of what the error was about, if that is the same option. */
export function withOffer(command: string, offer: string, fault: string): string {
  const flag = offer.split(/[ =]/)[0]!;
  const isCorrection = fault.includes(`${flag}: `) || fault.includes(`${flag} `);
  const spec: FlagSpec = OPTIONS[flag.slice(2) as OptionName];
  const given = new RegExp(String.raw`\s${flag}${VALUE.source}`);
  const base = isCorrection || spec.kind !== 'names' ? command.replace(given, '') : command;
  return `${base} ${offer}`;
}
