/**
 * A command on a terminal of 80 columns, made by whatever tool this machine has for it.
 */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';

const PTY = 'import pty, sys; sys.exit(pty.spawn(["sh", "-c", sys.argv[1]]) >> 8)';

const WRAPPERS: readonly { readonly probe: string[]; readonly wrap: (line: string) => string[] }[] = [
  // util-linux; the script of other systems has no --version and other options.
  { probe: ['script', '--version'], wrap: (line) => ['script', '-qec', line, '/dev/null'] },
  { probe: ['python3', '-c', 'import pty'], wrap: (line) => ['python3', '-c', PTY, line] },
];

const wrapper = WRAPPERS.find(({ probe: [command, ...words] }) => spawnSync(command!, words).status === 0);

/** False where there is no tool to make a terminal with. */
export const hasTerminal = wrapper !== undefined && spawnSync('stty', ['--version']).error === undefined;

/** Starts `node WORDS` on a terminal; all that it shows comes out of stdout, its process ID before everything else. */
export function onTerminal(words: readonly string[], { cwd }: { cwd: string }): ChildProcessWithoutNullStreams {
  const quoted = [process.execPath, ...words].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const [command, ...rest] = wrapper!.wrap(`stty cols 80 rows 24; echo "process $$"; exec ${quoted}`);
  const { NO_COLOR: _, ...env } = process.env;
  return spawn(command!, rest, { cwd, env: { ...env, TERM: 'xterm-256color' } });
}
