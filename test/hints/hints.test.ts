/**
 * Hints work when typed: each that the program can print is typed after the failure that prints it, and the next outcome
 * is success or another, later fault; never the same one, never a circle of up to 5 hints.
 */
import { describe, expect, it } from 'vitest';
import { readSource, sourceFiles } from '../support/sources.ts';
import { HINT_CASES, NOT_TYPED, type HintCase } from './hint-cases.ts';
import { offersIn, Shell, withOffer, type Outcome } from './typed-hint.ts';

const MOST_HINTS = 5;

/** The names in all files of a case, and more words that are none. */
function namesIn(files: HintCase['files']): Set<string> {
  const texts = Object.values(files).map((content) => (typeof content === 'string' ? content : ''));
  return new Set(texts.flatMap((text) => text.split(/[,;\t|"\n]/)));
}

/** Follows every way that the hints offer, and says what is wrong with one. */
async function follow(
  shell: Shell,
  command: string,
  outcome: Outcome,
  names: Set<string>,
  seen: readonly string[],
): Promise<string[]> {
  if (outcome.hint === undefined || seen.length > MOST_HINTS) return [];
  const wrong: string[] = [];
  for (const offer of offersIn(outcome.hint, names)) {
    const typed = withOffer(command, offer, outcome.fault!);
    const next = await shell.run(typed);
    typedCount++;
    if (next.status === 0) continue;
    if (next.fault === undefined || next.code === 'E_BUG') wrong.push(`${typed}\n${next.output}`);
    else if (seen.includes(next.fault)) wrong.push(`in a circle: ${typed}\n${next.fault}`);
    else wrong.push(...(await follow(shell, typed, next, names, [...seen, next.fault])));
  }
  return wrong;
}
let typedCount = 0;

describe('the hint', () => {
  it.each(HINT_CASES.map((one) => [one.name, one] as const))(
    '%s',
    async (_, { files, command, code, offers, after }) => {
      const shell = new Shell(files);
      const names = namesIn(files);
      for (const first of [command].flat().slice(0, -1)) expect(await shell.run(first)).toMatchObject({ status: 0 });
      const last = [command].flat().at(-1)!;
      const outcome = await shell.run(last);
      expect(outcome.code, outcome.output).toBe(code);
      expect(offersIn(outcome.hint ?? '', names)).toEqual(offers);
      // As printed: nothing of it is cut.
      for (const offer of offers) expect(outcome.hint).toContain(offer);
      expect(await follow(shell, last, outcome, names, [outcome.fault!])).toEqual([]);
      for (const [offer, pattern] of Object.entries(after ?? {})) {
        expect(offers).toContain(offer);
        expect((await shell.run(withOffer(last, offer, outcome.fault!))).output).toMatch(pattern);
      }
    },
  );

  it('of every place in the source that offers a setting is in the table, or has a reason not to be', () => {
    const places = sourceFiles()
      .filter((file) => !/^(?:audit|wording|setting)/.test(file))
      .flatMap((file) =>
        [...readSource(file).matchAll(/setting\('(\w+)', /g)].map(([, option]) => `${file} ${option}`),
      );
    expect(places.length).toBeGreaterThan(20);
    const covered = new Set([...HINT_CASES.flatMap((one) => one.from), ...Object.keys(NOT_TYPED)]);
    expect(
      [...new Set(places)].filter((place) => !covered.has(place)),
      'not in the table',
    ).toEqual([]);
    expect(
      [...covered].filter((place) => !places.includes(place)),
      'no longer in the source',
    ).toEqual([]);
  });

  it('is followed at least once for each case', () => expect(typedCount).toBeGreaterThanOrEqual(HINT_CASES.length));
});

describe('the checkers of hints', () => {
  const names = new Set(['age', 'b_c', 'y']);

  it.each<[string, string[]]>([
    ['--thousands , or --decimal ,', ['--thousands ,', '--decimal ,']],
    ['did you mean --drop "age"?', ['--drop "age"']],
    ['--drop age,b_c --drop "length, mins", or write them anew', ['--drop age,b_c --drop "length, mins"']],
    ['name another column with --target', []],
    ['--categorical if these are kinds', []],
    ['--force replaces it', ['--force']],
    ['did you mean --target y?', ['--target y']],
    ["--delimiter ',' or --delimiter ';'", ["--delimiter ','", "--delimiter ';'"]],
    ['--balance undersample, which draws at random', ['--balance undersample']],
  ])('take from %s what can be typed', (hint, offers) => {
    expect(offersIn(hint, names)).toEqual(offers);
  });

  it('find a hint that leads to the same fault', async () => {
    const shell = new Shell({ 'x.csv': 'id,v,y\n' });
    const outcome = {
      status: 3,
      output: '',
      fault: 'x.csv E_CSV_EMPTY the file',
      code: 'E_CSV_EMPTY',
      hint: '--force',
    };
    const first = await shell.run('glassnet audit x.csv');
    const again = { ...outcome, fault: first.fault };
    expect(await follow(shell, 'glassnet audit x.csv', again, names, [first.fault!])).toEqual([
      expect.stringMatching(/^in a circle/),
    ]);
  });
});
