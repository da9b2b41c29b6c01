/**
 * `glassnet study [FILE]`: the study page, served on this machine until Ctrl-C, or written as one file.
 */
import { DataError, quoted, UsageError } from '../../../errors.ts';
import { requireFree, writeFiles } from '../../../node/files/atomic-write.ts';
import { fastCsvSplitter } from '../../../node/csv/fast-csv-splitter.ts';
import { servePage, type PageServer } from '../../../server/page-server.ts';
import { studyPage } from '../../../server/study-page.ts';
import type { EmbeddedOpening } from '../../../study/opening/embedded.ts';
import { openStudy } from '../../../study/opening/open-study.ts';
import type { Study } from '../../../study/session/study.ts';
import { groupDigits } from '../../../text-table.ts';
import type { Console } from '../../console.ts';
import { requireInputsKept } from '../../inputs/kept-files.ts';
import type { Arguments } from '../../options/arguments.ts';
import { newRows } from '../../study/new-rows.ts';
import { openingOf, PAGE_LIMITS } from '../../study/opening-of.ts';

/** The same each time, so that an address can be kept. */
const USUAL_PORT = 4380;
/** What a page draws at once, and a trace holds of one tensor. */
const MANY_WEIGHTS = 1_000_000;

export async function run(args: Arguments, console: Console): Promise<void> {
  const output = args.optionalText('output');
  requireSense(args);
  if (output !== undefined) await requireFree(output, { force: args.flag('force') });
  await requireInputsKept(args, { files: [output] });
  const embedded = await openingOf(args, console, PAGE_LIMITS);
  await requireClasses(embedded);
  // As the page will: what can't be opened there is refused here.
  const study = await openStudy(embedded.opening, fastCsvSplitter);
  describe(study, console);
  const page = await studyPage(embedded);
  const figures = figuresOf(study);
  if (output !== undefined) {
    await writeFiles(new Map([[output, page]]), { force: args.flag('force') });
    console.document({ schema: 'glassnet.study/1', address: null, output, ...figures });
    console.result(`Page:     ${output}`);
    return;
  }
  const { address } = await serve(page, args.optionalNumber('port'));
  console.document({ schema: 'glassnet.study/1', address, output: null, ...figures });
  console.result(address);
  console.note('Ctrl-C ends it');
  if (!args.flag('no-open') && hasBrowser()) await show(address, console);
}

/** @throws DataError for new rows of a model: a step needs their classes. */
async function requireClasses({ opening: { data }, words }: EmbeddedOpening): Promise<void> {
  if (data.kind !== 'csv' || !('pipeline' in data.reading) || (await newRows(data)) === null) return;
  const { target } = data.reading.pipeline;
  throw new DataError('E_SCHEMA_COLUMN', `lacks the column ${quoted(target)}, and no step can be shown without it`, {
    file: data.file,
    field: target,
    hint: `glassnet trace ${words.join(' ')} --row ID shows the way of such a row`,
  });
}

/** The usual port may be taken; one that was asked for may not. */
async function serve(page: string, port: number | undefined): Promise<PageServer> {
  const file = { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(page) };
  const files = new Map([['/', file]]);
  if (port !== undefined) return servePage(files, port);
  return servePage(files, USUAL_PORT).catch(() => servePage(files, 0));
}

function figuresOf({ data, network, origin }: Study) {
  return {
    data: { file: data.file, sha256: data.sha256, rows: data.rows.count, classes: data.classes },
    network: { origin, inputs: network.inputDim, parameters: network.parameterCount },
  };
}

function describe({ data, network }: Study, console: Console): void {
  const { parameterCount } = network;
  console.note(
    `${data.file}: ${groupDigits(data.rows.count)} rows; a network of ${groupDigits(parameterCount)} weights`,
  );
  if (parameterCount <= MANY_WEIGHTS) return;
  console.note('so many that the page shows the strongest of each layer, and leaves whole tensors out of a trace');
}

/** Whether somebody sits before a screen here. */
function hasBrowser(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const isLinux = process.platform !== 'darwin' && process.platform !== 'win32';
  return process.stdout.isTTY && (!isLinux || (DISPLAY ?? WAYLAND_DISPLAY) !== undefined);
}

async function show(address: string, console: Console): Promise<void> {
  const { openInBrowser } = await import('../../../node/files/open-in-browser.ts');
  try {
    await openInBrowser(new URL(address));
  } catch {
    console.note('no browser could be opened: open the address yourself');
  }
}

/** @throws UsageError for options that contradict each other. */
function requireSense(args: Arguments): void {
  const conflict = (message: string, hint: string) => new UsageError('E_USAGE_CONFLICT', message, { hint });
  if (args.optionalText('output') === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: study writes a file, which stdout is not', { field: 'output' });
  }
  if (args.given.has('output')) {
    const serving = (['port', 'no-open'] as const).find((name) => args.given.has(name));
    if (serving !== undefined)
      throw conflict(
        `--output writes a file and serves nothing, so --${serving} has no effect`,
        'leave one of them out',
      );
  } else if (args.flag('force')) {
    throw conflict('--force is about a file, and nothing is written', '--output study.html');
  }
}
