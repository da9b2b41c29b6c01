/**
 * The report of a run: that training writes it, that `report` writes the same bytes again, and what it does with runs
 * that lack something.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];
const TERMS = ['--value-per-conversion', '20', '--cost-per-contact', '2', '--budget', '40'];
const DOCUMENTS = ['audit.json', 'explanation.json', 'history.csv', 'metrics.json', 'model.safetensors', 'run.json'];
const ALL = ['README.md', ...DOCUMENTS, 'report.html'].toSorted();

/** A run folder named `run` in a folder of its own: the name is in the report. */
function home(name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name, 'run');
}

async function trained(name: string, ...words: string[]): Promise<string> {
  const path = home(name);
  await succeed(['train', csv, ...QUICK, '-o', path, ...words]);
  return path;
}

/** A copy of a run, to be changed. */
function copied(from: string, name: string): string {
  const path = home(name);
  cpSync(from, path, { recursive: true });
  return path;
}

function text(path: string, name: string): string {
  return readFileSync(join(path, name), 'utf8');
}

function parsed(path: string, name: string): Record<string, unknown> {
  return JSON.parse(text(path, name)) as Record<string, unknown>;
}

/** The names of files that differ between two folders. */
function differing(one: string, other: string): string[] {
  const names = new Set([...readdirSync(one), ...readdirSync(other)]);
  return [...names].filter((name) => {
    const [a, b] = [one, other].map((path) => (existsSync(join(path, name)) ? text(path, name) : null));
    return a !== b;
  });
}

let whole: string;
let bare: string;
beforeAll(async () => {
  writeFileSync(csv, toCsv(customers({ count: 400 })));
  whole = await trained('whole');
  bare = await trained('bare', '--no-report');
});

describe('train writes a report', () => {
  it('beside its numbers: eight files, and no other', () => {
    expect(contents(whole)).toEqual(ALL);
  });

  it('and names it in a line, the last line being that of the test, and in the document of --json', async () => {
    const path = home('told');
    const { stdout } = await succeed(['train', csv, ...QUICK, '-o', path]);
    expect(stdout).toContain(`\nReport:   ${join(path, 'report.html')}\n`);
    expect(stdout).toMatch(/\nTest loss: \d\.\d\d\. Test accuracy: \d+\.\d\d%\.\n$/);
    const told = await json(['train', csv, ...QUICK, '-o', path, '--force']);
    expect(told['report']).toBe(join(path, 'report.html'));
  });

  it('whose evaluation is what evaluate prints, beside a histogram of all test rows', async () => {
    const { evaluation } = parsed(whole, 'metrics.json') as { evaluation: Record<string, unknown> };
    const { scores, ...others } = evaluation as { scores: { counts: number[][] }; rows: number };
    const { inferences: _, ...evaluated } = await json(['evaluate', csv, '-m', whole]);
    expect(others).toEqual(evaluated);
    expect(scores.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(others.rows);
  });

  it('whose audit is what audit prints of the file, but that it is about the training', async () => {
    const { about, ...recorded } = parsed(whole, 'audit.json');
    const { about: wide, failOn: _f, passed: _p, ...printed } = await json(['audit', csv]);
    expect([about, wide]).toEqual(['training', 'file']);
    expect(recorded).toEqual(printed);
  });

  it('whose examples are customers of the file, by ID and line', () => {
    const { examples } = parsed(whole, 'explanation.json') as { examples: { id: string; line: number }[] };
    const records = readFileSync(csv, 'utf8').split('\n');
    expect(examples).toHaveLength(3);
    for (const { id, line } of examples) expect(records[line - 1]!.split(',')[0]).toBe(id);
  });

  it('without which, by --no-report, the four other files are the same', () => {
    expect(contents(bare)).toEqual(['history.csv', 'metrics.json', 'model.safetensors', 'run.json']);
    for (const name of ['history.csv', 'model.safetensors']) {
      expect(readFileSync(join(bare, name))).toEqual(readFileSync(join(whole, name)));
    }
    const { evaluation: _, ...metrics } = parsed(whole, 'metrics.json');
    expect(parsed(bare, 'metrics.json')).toEqual(metrics);
  });

  it('with whom to contact, where the terms are given', async () => {
    const path = await trained('terms', ...TERMS);
    const { evaluation } = parsed(path, 'metrics.json') as { evaluation: Record<string, unknown> };
    expect(evaluation['targeting']).toEqual((await json(['evaluate', csv, '-m', path, ...TERMS]))['targeting']);
    expect(text(path, 'report.html')).not.toBe(text(whole, 'report.html'));
  });

  it('the same with -q, where nothing is said of the audit', async () => {
    const path = home('quiet');
    const { stderr } = await succeed(['train', csv, ...QUICK, '-q', '-o', path]);
    expect(stderr).toBe('');
    expect(differing(path, whole).toSorted()).toEqual(['report.html', 'run.json']);
  });

  it('of arrays: without an audit', async () => {
    await succeed(['prepare', csv, '-o', join(folder, 'arrays')]);
    const path = home('of-arrays');
    await succeed(['train', join(folder, 'arrays', 'customers_train.npz'), ...QUICK, '-o', path]);
    expect(contents(path)).toEqual(ALL.filter((name) => name !== 'audit.json'));
    rmSync(join(path, 'report.html'));
    await succeed(['report', path]);
    expect(contents(path)).toEqual(ALL.filter((name) => name !== 'audit.json'));
  });

  it('of three classes, and with the luck of the seeds', async () => {
    const three = join(folder, 'three.csv');
    writeFileSync(three, toCsv(customers({ count: 600, classes: ['low', 'middle', 'high'] })));
    const path = home('of-three');
    await succeed(['train', three, ...QUICK, '-o', path, '--seeds', '4']);
    expect(contents(path)).toEqual(ALL);
    const metrics = parsed(path, 'metrics.json') as { evaluation: { scores: unknown }; seeds: unknown };
    expect([metrics.evaluation.scores, typeof metrics.seeds]).toEqual([null, 'object']);
    const { code, stderr } = await run(['report', path, ...TERMS]);
    expect([code, stderr]).toEqual([
      2,
      `${path}: error E_USAGE_CONFLICT: --value-per-conversion: 3 classes (hint: it needs two classes, and rows in their natural mix)\n`,
    ]);
  });
});

describe('report', () => {
  it('writes the same bytes again, page and card', async () => {
    const path = copied(whole, 'again');
    rmSync(join(path, 'report.html'));
    rmSync(join(path, 'README.md'));
    const { stdout, stderr } = await succeed(['report', path]);
    expect([stdout, stderr]).toEqual([`Report:   ${join(path, 'report.html')}\n`, '']);
    expect(differing(path, whole)).toEqual([]);
  });

  it('computes what an older run lacks, to the bytes that training writes, and keeps it beside the model', async () => {
    const path = copied(bare, 'completed');
    expect((await json(['report', path]))['written']).toEqual(
      ['metrics.json', 'explanation.json', 'audit.json', 'report.html', 'README.md'].map((name) => join(path, name)),
    );
    // What was typed, and how long it took, are in run.json, whose digest is in the page.
    expect(differing(path, whole).toSorted()).toEqual(['report.html', 'run.json']);
  });

  it('of a model alone leaves out what needs the data file, and says why', async () => {
    const path = copied(bare, 'lacking');
    const moved = `${csv}.moved`;
    renameSync(csv, moved);
    try {
      const { stderr } = await succeed(['report', path]);
      expect(stderr).toBe(`${path}: what the run lacks is left out of the report: ${csv}: there is no such file\n`);
      expect(contents(path)).toEqual([...contents(bare), 'README.md', 'report.html'].toSorted());
      const { code, stderr: refusal } = await run(['report', path, ...TERMS]);
      expect([code, refusal]).toEqual([
        2,
        `${path}: error E_USAGE_CONFLICT: --value-per-conversion needs the test rows: ${csv}: there is no such file (hint: --data FILE, the data file where it is now)\n`,
      ]);
      await succeed(['report', path, ...TERMS, '--data', moved]);
      expect(contents(path)).toEqual(ALL);
    } finally {
      renameSync(moved, csv);
    }
  });

  it('takes no other file for the data file', async () => {
    const path = copied(bare, 'another');
    const other = join(folder, 'other.csv');
    writeFileSync(other, toCsv(customers({ count: 400, seed: '2' })));
    const { code, stderr } = await run(['report', path, '--data', other]);
    expect([code, stderr]).toEqual([3, `${other}: error E_DATA_ROWS: is not the file that the model was trained on\n`]);
    expect(contents(path)).toEqual(contents(bare));
  });

  it('adds whom to contact to a run that was trained without terms', async () => {
    const path = copied(whole, 'later-terms');
    await succeed(['report', path, ...TERMS]);
    expect(parsed(path, 'metrics.json')).toEqual(parsed(join(folder, 'terms', 'run'), 'metrics.json'));
  });

  it('keeps a card that somebody has filled in, unless told otherwise', async () => {
    const path = copied(whole, 'filled-in');
    const card = join(path, 'README.md');
    const filled = text(path, 'README.md').replace('[to be filled in]', 'the autumn mailing');
    expect(filled).toContain('autumn');
    writeFileSync(card, filled);
    const { stderr } = await succeed(['report', path]);
    expect(stderr).toBe(`${card}: was edited, so it is kept; --force writes it again\n`);
    expect(text(path, 'README.md')).toBe(filled);
    await succeed(['report', path, '--force']);
    expect(differing(path, whole)).toEqual([]);
  });

  it('writes the card of a run anew that was given another name, and is as it was made', async () => {
    const path = join(folder, 'renamed');
    cpSync(whole, path, { recursive: true });
    const { stderr } = await succeed(['report', path]);
    expect(stderr).toBe('');
    expect(text(path, 'README.md')).toBe(text(whole, 'README.md').replaceAll(/\brun("?)$/gm, 'renamed$1'));
  });

  it('puts several runs on one page, and changes none of their own', async () => {
    const page = join(folder, 'both.html');
    await succeed(['report', whole, join(folder, 'terms', 'run'), '-o', page]);
    const sideBySide = readFileSync(page, 'utf8');
    expect(sideBySide).toContain('2 runs side by side');
    await succeed(['report', whole, join(folder, 'terms', 'run'), '-o', page, '--force']);
    expect(readFileSync(page, 'utf8')).toBe(sideBySide);
    expect(contents(whole)).toEqual(ALL);
  });

  it('of a search is that of its winner', async () => {
    const path = join(folder, 'search');
    await succeed(['tune', csv, '--preset', 'plain', '--epochs', '2', '--trials', '10', '-o', path]);
    expect(contents(path)).toEqual([...ALL, 'trials.jsonl', 'tune.json'].toSorted());
    const page = readFileSync(join(path, 'report.html'));
    await succeed(['report', path]);
    expect(readFileSync(join(path, 'report.html'))).toEqual(page);
  });
});

describe('report refuses', () => {
  /** The line of the error, without the path of the run. */
  async function refusal(path: string, ...words: string[]): Promise<string> {
    const { stdout, stderr } = await run(['report', path, ...words]);
    expect(stdout).toBe('');
    return stderr.replaceAll(path, 'RUN').trimEnd();
  }

  /** The refusal of a run in which a text was put in place of another. */
  async function damaged(file: string, from: string | RegExp, to: string): Promise<string> {
    const path = copied(whole, `damaged-${readdirSync(folder).length}`);
    const before = text(path, file);
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(join(path, file), after);
    const page = text(path, 'report.html');
    const line = await refusal(path);
    expect(text(path, 'report.html')).toBe(page);
    return line;
  }

  it('what is no run folder, and names the folder of a model file', async () => {
    expect(await refusal(join(folder, 'nowhere'))).toBe('RUN: error E_FILE_MISSING: there is no such run folder');
    expect(await refusal(folder)).toBe(
      'RUN: error E_USAGE_VALUE: has no run.json, so it is no run folder (hint: name a folder that train or tune wrote)',
    );
    expect(await refusal(join(whole, 'model.safetensors'))).toBe(
      `RUN: error E_USAGE_VALUE: is a file, expected a run folder (hint: name its folder: ${whole})`,
    );
    expect(await refusal(csv)).toContain('is a file, expected a run folder (hint: name a folder');
  });

  it('damaged documents, by file and field', async () => {
    expect(await damaged('metrics.json', /\}\s*$/, '')).toMatch(/^RUN\/metrics\.json: error E_JSON_SYNTAX: /);
    expect(await damaged('metrics.json', 'glassnet.metrics/1', 'glassnet.metrics/9')).toBe(
      'RUN/metrics.json: error E_RUN_CONFIG: metrics.schema: expected one of glassnet.metrics/1',
    );
    expect(await damaged('metrics.json', /"lift": [\d.]+/, '"lift": "much"')).toBe(
      'RUN/metrics.json: error E_RUN_CONFIG: metrics.evaluation.gain[0].lift: expected a number',
    );
    expect(await damaged('explanation.json', /"isSparse": \w+/, '"isSparse": 1')).toBe(
      'RUN/explanation.json: error E_RUN_CONFIG: explanation.effects[0].points[0].isSparse: expected true or false',
    );
    expect(await damaged('audit.json', '"severity": "', '"severity": "very ')).toMatch(
      /^RUN\/audit\.json: error E_RUN_CONFIG: audit\.findings\[0\]\.severity: expected one of error, warning, info$/,
    );
    expect(await damaged('run.json', '"elapsedMs"', '"elapsed"')).toBe(
      'RUN/run.json: error E_RUN_CONFIG: run.elapsedMs: expected a number',
    );
    expect(await damaged('history.csv', /^2,/m, '3,')).toBe(
      'RUN/history.csv:3: error E_RUN_CONFIG: is no line of a history: epochs from 1, and their figures',
    );
  });

  it('a run without its numbers', async () => {
    const path = copied(whole, 'without-numbers');
    rmSync(join(path, 'metrics.json'));
    expect(await refusal(path)).toMatch(/^RUN\/metrics\.json: error E_FILE_MISSING: there is no such file /);
  });

  it('to overwrite, but with --force, and never what the report is made from', async () => {
    const page = join(folder, 'taken.html');
    writeFileSync(page, 'mine');
    expect(await refusal(whole, '-o', page)).toBe(
      `${page}: error E_FILE_EXISTS: exists already (hint: --force replaces it)`,
    );
    expect(readFileSync(page, 'utf8')).toBe('mine');
    for (const kept of [join(whole, 'metrics.json'), csv]) {
      expect(await refusal(whole, '-o', kept, '--force')).toContain(
        'E_USAGE_CONFLICT: is read by this command, so it is not overwritten',
      );
    }
    await succeed(['report', whole, '-o', page, '--force']);
    expect(readFileSync(page, 'utf8')).toBe(text(whole, 'report.html'));
  });

  it('options that say two things', async () => {
    expect(await refusal(whole, whole)).toContain(
      'E_USAGE_MISSING: report: a page of several runs needs --output FILE',
    );
    expect(await refusal(whole, '--ascii')).toContain('E_USAGE_CONFLICT: --ascii is about a chart');
    expect(await refusal(whole, '--show', 'gain', '-o', 'x.html')).toContain('so --output has no effect');
    expect(await refusal(whole, '--show', 'gain', '--open')).toContain('so --open has no effect');
    expect(await refusal(whole, whole, '--show', 'gain')).toContain('--show prints a chart of one run');
    expect(await refusal(whole, '-o', '-')).toContain(
      'E_USAGE_VALUE: --output: report writes a file, which stdout is not',
    );
    expect(await refusal(whole, '--budget', '3')).toContain('need --value-per-conversion');
    const { code, stderr } = await run(['train', csv, ...QUICK, '--no-report', ...TERMS]);
    expect([code, stderr]).toEqual([
      2,
      'glassnet: error E_USAGE_CONFLICT: --value-per-conversion: whom to contact is part of the report, which --no-report leaves out (hint: leave one of them out)\n',
    ]);
  });

  it('to show a page where no program shows one, and has written it before', async () => {
    const path = copied(whole, 'unseen');
    rmSync(join(path, 'report.html'));
    const { code, stderr } = await run(['report', path, '--open'], { env: { PATH: folder } });
    expect(code).toBe(5);
    expect(stderr).toMatch(
      /report\.html: error E_FILE_READ: can't be shown: there is no \S+ here \(hint: open it in a/,
    );
    expect(text(path, 'report.html')).toBe(text(whole, 'report.html'));
  });

  it('to write half of the files, where one of them cannot be written', async () => {
    const path = copied(bare, 'blocked');
    mkdirSync(join(path, 'report.html'));
    const { code, stderr } = await run(['report', path]);
    expect([code, stderr]).toEqual([
      5,
      `${join(path, 'report.html')}: error E_FILE_IS_FOLDER: is a folder, a file was to be written\n`,
    ]);
    expect(contents(path)).toEqual([...contents(bare), 'report.html'].toSorted());
  });
});
