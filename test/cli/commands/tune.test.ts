/** A search as a user meets it: its folder, what stops and resumes it, what it finds. On the compiled program. */
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents, ended, expectRefusal, json, run, start, succeed, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { expectNothingLost } from '../../support/killed-search.ts';

interface TuneDocument {
  readonly retrain: string;
  readonly best: readonly { readonly index: number; readonly key: string }[];
  readonly result: {
    readonly trials: number;
    readonly diverged: number;
    readonly tornLines: number;
    readonly testLooks: number;
    readonly winner: {
      readonly index: number;
      readonly validation: object;
      readonly test: { readonly logLoss: number };
    };
    readonly optimism: { readonly measured: number; readonly expected: number };
    readonly model: {
      readonly networks: number;
      readonly validation: { readonly logLoss: number };
      readonly test: object;
    };
  };
}

const SPACE = {
  hidden: { in: [[4], [6, 4]] },
  learningRate: { from: 0.003, to: 0.1, scale: 'log' },
  optimizer: { in: ['adam', 'sgd'] },
  piecewiseBins: { in: [0, 4] },
};
const WORDS = ['tune', 'customers.csv', '--space', 'space.json', '--epochs', '30', '--patience', '4'];

let cwd: string;
const at = (...names: string[]) => join(cwd, ...names);
const linesOf = (folder: string) => readFileSync(at(folder, 'trials.jsonl'), 'utf8').trimEnd().split('\n');
const bytesOf = (folder: string) => readFileSync(at(folder, 'model.safetensors'));
/** 20 trials and a model of two networks, unless the words say otherwise. */
const tuneWords = (folder: string, ...words: string[]) => {
  const usual = [
    ['--trials', '20'],
    ['--ensemble', '2'],
  ].filter(([option]) => !words.includes(option!));
  // One has a report; it takes longer than the rest.
  const report = folder === 'whole' ? [] : ['--no-report'];
  return [...WORDS, ...usual.flat(), ...report, '-o', folder, ...words];
};
const tune = async (folder: string, ...words: string[]) =>
  (await json(tuneWords(folder, ...words), { cwd })) as unknown as TuneDocument;

beforeAll(async () => {
  cwd = temporaryFolder();
  writeFileSync(at('customers.csv'), toCsv(customers({ count: 400, classes: ['no', 'yes'] })));
  writeFileSync(at('space.json'), JSON.stringify(SPACE));
  await tune('whole', '--threads', '2');
});

describe('tune', () => {
  it('has the same trials, the same winner and the same model on 1, 2 and 4 threads', async () => {
    for (const threads of ['1', '4']) {
      const folder = `threads-${threads}`;
      await tune(folder, '--threads', threads);
      expect(linesOf(folder).toSorted()).toEqual(linesOf('whole').toSorted());
      expect(bytesOf(folder).equals(bytesOf('whole'))).toBe(true);
    }
    expect(contents(at('whole'))).toEqual(
      [
        'README.md',
        'audit.json',
        'explanation.json',
        'history.csv',
        'metrics.json',
        'model.safetensors',
        'report.html',
        'run.json',
        'trials.jsonl',
        'tune.json',
      ].toSorted(),
    );
  });

  it('prints a command that trains the winner again, to the same bytes', async () => {
    const { retrain } = await tune('whole');
    const words = retrain.split(' ');
    const command = words.slice(words.indexOf('train'));
    await succeed([...command, '-o', 'again', '-q'], { cwd });
    expect(bytesOf('again').equals(bytesOf('whole'))).toBe(true);
  });

  it('judges the winner as plain trains it by the very network of the trial', async () => {
    const { result } = await tune('plain', '--preset', 'plain', '--ensemble', '1');
    expect(result.model).toMatchObject({ networks: 1 });
    expect(result.model.validation).toEqual(result.winner.validation);
    expect(result.model.test).toEqual(result.winner.test);
  });

  it('keeps the first 20 trials of 30, trains only the others, and says that the test rows were judged before', async () => {
    await tune('more');
    const first = linesOf('more');
    const { result } = await tune('more', '--trials', '25');
    expect(result).toMatchObject({ trials: 30, testLooks: 2 });
    expect(linesOf('more').slice(0, 20)).toEqual(first);
    expect(linesOf('more')).toHaveLength(30);
    const { stdout } = await succeed(tuneWords('more', '--trials', '40'), { cwd });
    expect(stdout).toContain('These test rows were judged before, by 2 shorter searches.');
  });

  it('goes on after its last line was torn: skipped, said, and done again to the same bytes', async () => {
    await tune('torn');
    const whole = linesOf('torn');
    for (const name of ['model.safetensors', 'run.json', 'metrics.json', 'history.csv']) rmSync(at('torn', name));
    const tune1 = JSON.parse(readFileSync(at('torn', 'tune.json'), 'utf8')) as object;
    writeFileSync(at('torn', 'tune.json'), JSON.stringify({ ...tune1, result: null }));
    const kept = `${whole.slice(0, 13).join('\n')}\n`;
    writeFileSync(at('torn', 'trials.jsonl'), kept + whole[13]!);
    truncateSync(at('torn', 'trials.jsonl'), kept.length + 100);
    const { stderr } = await succeed(tuneWords('torn'), { cwd });
    expect(stderr).toContain('torn: the last line of trials.jsonl was torn and is skipped; its trial is done again');
    expect(stderr).toContain('torn: the search goes on; 13 of 20 trials are there');
    expect(linesOf('torn').slice(0, 13)).toEqual(whole.slice(0, 13));
    expect(linesOf('torn').toSorted()).toEqual(whole.toSorted());
    expect(bytesOf('torn').equals(bytesOf('whole'))).toBe(true);
  });

  it('ranks by another figure without training, and leaves the folder as it is', async () => {
    const before = contents(at('whole')).map((name) => readFileSync(at('whole', name)));
    const { stdout, stderr } = await succeed(tuneWords('whole', '--rank-by', 'accuracy'), { cwd });
    expect(stdout).toContain('Best of 20 trials, by accuracy of 40 validation rows');
    expect(stdout).toContain('The search had ended before: whole holds the model of trial');
    expect(stderr).not.toContain('training the winner');
    expect(contents(at('whole')).map((name) => readFileSync(at('whole', name)))).toEqual(before);
    const accuracies = [...stdout.matchAll(/^ +\d+ +[\d.]+ +[\d.–]+ +([\d.]+) /gm)].map(([, value]) => Number(value));
    expect(accuracies).toHaveLength(5);
    expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a));
  });

  it('records trials that diverge, ranks them last and goes on; all of them is an error', async () => {
    const wild = { optimizer: 'sgd', learningRate: { in: [0.01, 1e6] }, hidden: { in: [[3], [4]] } };
    writeFileSync(at('wild.json'), JSON.stringify(wild));
    const words = [
      'tune',
      'customers.csv',
      '--space',
      'wild.json',
      '--weight-decay',
      '0',
      '--trials',
      '10',
      '--epochs',
      '5',
    ];
    const told = (await json([...words, '-o', 'wild'], { cwd })) as unknown as TuneDocument;
    expect(told.result.diverged).toBeGreaterThan(0);
    const lines = linesOf('wild').map((line) => JSON.parse(line) as { end: string; validation: unknown });
    expect(lines.filter(({ end, validation }) => end === 'diverged' && validation === null)).toHaveLength(
      told.result.diverged,
    );
    writeFileSync(
      at('wild.json'),
      JSON.stringify({
        ...wild,
        learningRate: 1e6,
        hidden: {
          in: [
            [30, 30, 30],
            [40, 40, 40],
          ],
        },
      }),
    );
    const line = expectRefusal(await run([...words, '-o', 'wilder', '-q'], { cwd }), {
      exit: 6,
      start: 'customers.csv: error',
    });
    expect(line).toContain('E_TRAIN_DIVERGED: all 10 trials diverged');
  });
});

describe('tune --nested', () => {
  it('judges the search on outer folds whose trials are in trials.jsonl, by the same bytes on 1 and 2 threads', async () => {
    const told = await tune('nested', '--nested', '2', '--threads', '2');
    expect(told.result).toMatchObject({ testLooks: 1, nested: { folds: 2, trials: 10, perFold: [{}, {}] } });
    const folds = linesOf('nested').map((line) => (JSON.parse(line) as { fold?: number }).fold);
    expect([undefined, 1, 2].map((fold) => folds.filter((other) => other === fold).length)).toEqual([20, 10, 10]);
    await tune('nested-1', '--nested', '2', '--threads', '1');
    expect(linesOf('nested-1').toSorted()).toEqual(linesOf('nested').toSorted());
    const resultIn = (folder: string) =>
      (JSON.parse(readFileSync(at(folder, 'tune.json'), 'utf8')) as TuneDocument).result;
    expect(resultIn('nested-1')).toEqual(resultIn('nested'));
    // The main search is the same with and without.
    expect(bytesOf('nested').equals(bytesOf('whole'))).toBe(true);
    const { stdout } = await succeed(tuneWords('whole', '--nested', '2'), { cwd });
    expect(stdout).toContain('Nested:   2 outer folds, each with a search of 10 trials');
    expect(stdout).not.toContain('These test rows were judged before');
  });

  it('refuses more folds than the smallest class has rows, before anything is trained', async () => {
    const line = expectRefusal(await run([...tuneWords('folds', '--nested', '99'), '-q'], { cwd }), {
      exit: 3,
      start: 'customers.csv: error E_DATA_CLASSES',
    });
    expect(line).toMatch(/fewer than 99 folds \(hint: --nested \d+\)/);
  });
});

describe('tune that finds no room', () => {
  it('for a line (ulimit -f) says so, leaves whole lines, and goes on once there is room', async () => {
    const limited = at('node-with-little-room');
    writeFileSync(limited, `#!/bin/sh\nulimit -f 32\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
    const full = await run([...tuneWords('full'), '-q'], { cwd, node: limited });
    expect(expectRefusal(full, { exit: 5, start: 'full/trials.jsonl: error E_FILE_WRITE' })).toContain('EFBIG');
    const kept = linesOf('full');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(20);
    const { result } = await tune('full');
    expect(result.tornLines).toBe(0);
    expect(linesOf('full').slice(0, kept.length)).toEqual(kept);
    const whole = linesOf('whole').filter((line) => !line.includes('"fold":'));
    expect(linesOf('full').toSorted()).toEqual(whole.toSorted());
  });
});

describe('tune that is killed', () => {
  it('at 3 random moments loses no finished trial, repeats none, and ends with the same bytes', async () => {
    await expectNothingLost({ kills: 3, trials: 20, rows: 400, seed: '1' });
  });

  it('leaves a lock that holds nothing; while it is at work, its folder is refused to another', async () => {
    const child = start(tuneWords('held', '--trials', '1000'), { cwd });
    const end = ended(child);
    child.stdin.end();
    while (!contents(cwd).includes('held/trials.jsonl')) await new Promise((resolve) => setTimeout(resolve, 20));
    const refused = await run([...tuneWords('held'), '-q'], { cwd });
    expect(expectRefusal(refused, { exit: 5, start: 'held/lock: error E_FILE_LOCKED' })).toContain(
      `process ${child.pid}`,
    );
    child.kill('SIGKILL');
    await end;
    expect(contents(at('held'))).toContain('lock');
    await tune('held');
    expect(contents(at('held'))).not.toContain('lock');
  });
});

describe('tune refuses', () => {
  const refused = async (words: readonly string[], exit: number, place: string) =>
    expectRefusal(await run([...words, '-q'], { cwd }), { exit, start: place });

  it.each([
    ['another seed', ['--seed', '2'], /another search: seed is "1" there, and "2" here/],
    ['other epochs', ['--epochs', '31'], /another search: epochs is 30 there, and 31 here/],
    ['another preset', ['--preset', 'plain'], /another search: balance is "none" there, and "undersample" here/],
  ])('a folder of a search with %s, naming the difference', async (_, words, message) => {
    const given = words[0] === '--epochs' ? WORDS.map((word) => (word === '30' ? '31' : word)) : [...WORDS, ...words];
    expect(await refused([...given, '-o', 'whole'], 2, 'whole: error E_USAGE_CONFLICT')).toMatch(message);
  });

  it('a folder of a search in another space or on other data, which --force begins anew', async () => {
    mkdirSync(at('own'));
    copyFileSync(at('customers.csv'), at('other.csv'));
    const words = ['tune', 'other.csv', '--space', 'space.json', '--epochs', '2', '--trials', '10', '-o', 'own'];
    await succeed([...words, '-q'], { cwd });
    appendFileSync(at('other.csv'), '99999,3,4.00,yes\n');
    expect(await refused(words, 2, 'own: error E_USAGE_CONFLICT')).toMatch(/the data file is "?[0-9a-f]+/);
    await succeed([...words, '-q', '--force'], { cwd });
    writeFileSync(at('own-space.json'), JSON.stringify({ ...SPACE, hidden: { in: [[4], [6, 5]] } }));
    const other = words.map((word) => (word === 'space.json' ? 'own-space.json' : word));
    expect(await refused(other, 2, 'own: error E_USAGE_CONFLICT')).toMatch(/the search space hidden.in is/);
  });

  it('a folder that no search wrote, even with --force', async () => {
    mkdirSync(at('foreign'), { recursive: true });
    writeFileSync(at('foreign', 'letters.txt'), 'dear');
    for (const force of [[], ['--force']]) {
      const line = await refused([...WORDS, '-o', 'foreign', ...force], 5, 'foreign: error E_FILE_EXISTS');
      expect(line).toContain('is no folder of a search');
    }
  });

  it('a damaged line of trials.jsonl, by its number', async () => {
    await tune('damaged');
    const lines = linesOf('damaged');
    for (const [place, text, message] of [
      [4, lines[4]!.slice(0, 50), /E_SEARCH_TRIAL: not a line of JSON/],
      [7, lines[2]!, /E_SEARCH_TRIAL: the trial of line 3 again/],
      [9, lines[9]!.replace('"seed":"1"', '"seed":"2"'), /E_SEARCH_TRIAL: trial.key: expected the SHA-256/],
    ] as const) {
      writeFileSync(at('damaged', 'trials.jsonl'), `${lines.with(place, text).join('\n')}\n`);
      const where = `damaged/trials.jsonl:${place + 1}: error`;
      expect(await refused(tuneWords('damaged'), 4, where)).toMatch(message);
    }
    writeFileSync(at('damaged', 'tune.json'), '{"schema":"glassnet.tune/1"}');
    await refused(tuneWords('damaged'), 4, 'damaged/tune.json: error E_SEARCH_CONFIG');
  });

  it('an option that is both given and varied, arrays, and a space that is no JSON', async () => {
    const line = await refused([...WORDS, '--hidden', '5', '-o', 'x'], 2, 'space.json: error E_USAGE_CONFLICT');
    expect(line).toContain('--hidden is given, and the search space holds hidden, too');
    writeFileSync(at('broken.json'), '{"hidden": ');
    await refused(['tune', 'customers.csv', '--space', 'broken.json'], 2, 'broken.json: error E_USAGE_SPACE');
    await refused(['tune', 'customers.csv', '--space', 'none.json'], 5, 'none.json: error E_FILE_MISSING');
    await refused(['tune', 'a_train.npz'], 2, 'a_train.npz: error E_USAGE_CONFLICT');
    await refused(['tune', 'customers.csv', '-o', '-'], 2, 'glassnet: error E_USAGE_VALUE');
  });
});
