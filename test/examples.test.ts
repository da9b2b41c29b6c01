/** What docstrings and documents show is true: examples compile against the package, run, and print what they say. */
import { describe, expect, it } from 'vitest';
import { documents } from './support/documents.ts';
import { examplesInMarkdown, examplesOf, faultsOf, type Example } from './support/examples.ts';
import { readSource, sourceFiles } from './support/sources.ts';

const examples = sourceFiles().flatMap((file) => examplesOf(file, readSource(file)));

describe('the examples of the docstrings', () => {
  it('compile, run and print what they say', async () => {
    expect(await faultsOf(examples)).toEqual([]);
  });

  it('show the front door: each of its doors at least once', () => {
    const shown = examples.map(({ code }) => code).join('\n');
    const doors = [
      'train(',
      'new MLPClassifier(',
      '.fit(',
      'predict(',
      'predictProba(',
      '.score(',
      'readTable(',
      'decodeModel(',
    ];
    for (const door of [...doors, 'encodeModel(', 'new Sequential(', 'await fit(']) expect(shown, door).toContain(door);
  });
});

describe('the code of README.md and docs', () => {
  const shown = [...documents()].flatMap(([file, markdown]) => examplesInMarkdown(file, markdown));

  it('compiles, runs and prints what it says', async () => {
    expect(shown.length).toBeGreaterThanOrEqual(6);
    expect(await faultsOf(shown)).toEqual([]);
  });
});

const example = (code: string): Example => ({ place: 'own.ts:1', code });

describe('the checker of examples', () => {
  it('takes blocks of TypeScript out of a document, and no others', () => {
    expect(examplesInMarkdown('a.md', 'One.\n\n```sh\nls\n```\n\n```ts\na();\n```\n')).toEqual([
      { place: 'a.md:8', code: 'a();\n' },
    ]);
  });

  it('takes examples out of comments, up to the next tag or the end', () => {
    const text =
      '/**\n * One.\n *\n * @example\n * a();\n *\n *   b();\n *\n * @throws never\n */\nfunction a() {}\n/** @example */';
    expect(examplesOf('own.ts', `${text}\n  /**\n   * @example\n   * c();\n   */`)).toEqual([
      { place: 'own.ts:5', code: 'a();\n\n  b();\n' },
      { place: 'own.ts:15', code: 'c();\n' },
    ]);
  });

  it('refuses one that throws, a wrong output, a missing one, another one, and an option that there is not', async () => {
    const good = "import { MLPClassifier } from 'glassnet';\nconst model = new MLPClassifier({ epochs: 5 });\n";
    const faults = await faultsOf([
      example(`${good}console.log(model.options.epochs); // → 5\n`),
      example(`${good}console.log(model.predict([[1]])); // → 5\n`),
      example(`${good}console.log(model.options.epochs); // → 6\n`),
      example(`${good}console.log(model.options.epochs);\n`),
      example(`${good}console.log(model.options.epochs); // → 5\nconsole.log(1);\n`),
      example("import { MLPClassifier } from 'glassnet';\nconsole.log(new MLPClassifier({ hiden: 1 })); // → 1\n"),
    ]);
    expect(faults).toEqual([
      expect.stringMatching(/^own\.ts:1, line 2 of it: error TS2561: .*'hiden' does not exist.*'hidden'\?$/),
      'own.ts:1: UsageError: MLPClassifier: predict comes before fit',
      'own.ts:1: prints ["5"], states ["6"]',
      'own.ts:1: states no output',
      'own.ts:1: prints ["5","1"], states ["5"]',
      'own.ts:1: UsageError: MLPClassifier: there is no option "hiden"',
    ]);
  });
});
