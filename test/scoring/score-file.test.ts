/** Scoring in pages: the same lines, counts and errors as record by record, for files of every kind. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GlassnetError } from '../../src/errors.ts';
import { CsvScorer } from '../../src/scoring/csv-scorer.ts';
import { PageScorer, type PageFormat, type PageOutcome } from '../../src/scoring/page-scorer.ts';
import { scoreFile, type PagePool } from '../../src/scoring/score-file.ts';
import { MISSING_WORDS } from '../../src/data/cells/missing.ts';
import { Pipeline } from '../../src/preprocessing/pipeline.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { chunksOf, readAll } from '../support/csv.ts';
import { smallClassifier } from '../support/models.ts';

const PAGE_LENGTH = 256;

interface Outcome {
  readonly lines: string;
  readonly rejects: readonly string[];
  readonly novelties: unknown;
  readonly error: string | null;
}

const number = (name: string) =>
  ({ name, kind: 'number', mean: 1, scale: 2, fill: 0, indicator: false, range: [-5, 2000] }) as const;

const pipelineWith = (id: string | null) =>
  new Pipeline({
    target: 'y',
    id,
    hasHeader: true,
    missingWords: MISSING_WORDS,
    features: ['age', 'spent'].map(number),
  });

/** Takes two pages at once at most, declines every fifth and answers later; as a pool of threads does. */
class SlowPool implements PagePool {
  readonly size = 2;
  readonly #scorer: PageScorer;
  #asked = 0;
  #underWay = 0;

  constructor(classifier: Classifier, format: PageFormat) {
    this.#scorer = new PageScorer(classifier, classifier.pipeline!, format);
  }

  score(page: Uint8Array): Promise<PageOutcome> | undefined {
    if (this.#asked++ % 5 === 4 || this.#underWay === this.size) return undefined;
    const bytes = Uint8Array.from(page);
    this.#underWay++;
    return new Promise((resolve) => {
      setTimeout(() => {
        this.#underWay--;
        resolve(this.#scorer.score(bytes) ?? bytes);
      });
    });
  }

  async close(): Promise<void> {}
}

/** In pages, as the program does it, with a pool beside or without. */
async function inPages(
  content: string,
  id: string | null,
  skipsBadRows: boolean,
  chunk: number,
  hasPool: boolean,
): Promise<Outcome> {
  const pipeline = pipelineWith(id);
  const classifier = smallClassifier({ pipeline });
  const parts: string[] = [];
  const rejects: string[] = [];
  let scorer: CsvScorer | undefined;
  let probabilities = 0;
  let error: string | null = null;
  try {
    for await (const part of scoreFile(chunksOf(new TextEncoder().encode(content), chunk), classifier, {
      file: 'own.csv',
      delimiter: ',',
      decimal: '.',
      header: 'auto',
      skipsBadRows,
      pageLength: PAGE_LENGTH,
      ...(hasPool && { startPool: (format) => new SlowPool(classifier, format) }),
    })) {
      scorer = part.scorer;
      parts.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(part.rows.bytes));
      expect(part.rows.ends.at(-1) ?? 0).toBe(part.rows.bytes.length);
      probabilities += part.rows.probabilities.length;
      rejects.push(
        ...part.rejects.map(({ record, error: why }) => `${record.line} ${why.message} ${record.fields.join()}`),
      );
    }
    expect(probabilities).toBe(scorer?.rowCount ?? 0);
  } catch (cause) {
    error = shown(cause);
  }
  return { lines: error === null ? parts.join('') : '', rejects, novelties: error ?? scorer?.novelties(), error };
}

/** By the parser, each record by itself. */
async function oneByOne(content: string, id: string | null, skipsBadRows: boolean): Promise<Outcome> {
  const pipeline = pipelineWith(id);
  const classifier: Classifier = smallClassifier({ pipeline });
  const { records, error: fault } = await readAll(content);
  const first = records.findIndex(({ fields }) => fields.join('').trim() !== '');
  const rejects: string[] = [];
  if (first === -1) return { lines: '', rejects, novelties: fault && shown(fault), error: fault ? shown(fault) : null };
  let scorer: CsvScorer | undefined;
  try {
    const names = records[first]!.fields;
    scorer = new CsvScorer(classifier, pipeline, names, {
      file: 'own.csv',
      skipsBadRows,
    });
    for (const record of records.slice(first + 1)) {
      const put = scorer.add([record]);
      rejects.push(...put.map((reject) => `${record.line} ${reject.error.message} ${record.fields.join()}`));
    }
    if (fault !== undefined) throw fault;
  } catch (cause) {
    return { lines: '', rejects, novelties: shown(cause), error: shown(cause) };
  }
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(scorer.take().bytes);
  return { lines, rejects, novelties: scorer.novelties(), error: null };
}

function shown(cause: unknown): string {
  if (!(cause instanceof GlassnetError)) throw cause;
  return `${cause.code} ${cause.file}:${cause.line}:${cause.column} ${cause.message}`;
}

const usual = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: -9, max: 3000 }), fc.integer({ max: 99 }))
  .map(String);
const odd = fc.constantFrom(
  'a,1,2\r',
  'a,1,2\r\n7,8,9\r',
  '',
  '   ',
  '"b ,c",1,2',
  ' d,1,2',
  'é,1,2',
  'f,,2',
  'g,NA,NA',
  'h,x,2',
  'i,1',
  'j,1,2,3',
  'k,1e300,2',
  'l,"1\n2",3',
  '"m,1,2',
  'n"o,1,2',
);
/** Many usual records, so that pages are plain, and seldom another one. */
const content = fc
  .tuple(
    fc.constantFrom('id,age,spent\n', '\n\nid,age,spent\r\n', 'spent,id,age,extra\n', '"id",age,spent\n', '', '\n'),
    fc.array(fc.oneof({ arbitrary: usual, weight: 80 }, { arbitrary: odd, weight: 1 }), {
      minLength: 0,
      maxLength: 150,
    }),
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([header, rows, lineEnd, ends]) => {
    const all = header.startsWith('spent') ? rows.map((row) => (row.split(',').length === 3 ? `${row},7` : row)) : rows;
    return header + all.join(lineEnd) + (ends && rows.length > 0 ? lineEnd : '');
  });

describe('scoreFile', () => {
  it('gives the lines, rejects, novelties and errors of record by record, for 600 files', async () => {
    let scored = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.constantFrom('id', null),
        fc.boolean(),
        fc.constantFrom(1, 7, 64, 300, 100_000),
        fc.boolean(),
        async (text, id, skipsBadRows, chunk, hasPool) => {
          const outcome = await inPages(text, id, skipsBadRows, chunk, hasPool);
          expect(outcome).toEqual(await oneByOne(text, id, skipsBadRows));
          if (outcome.error === null) scored++;
          else refused++;
        },
      ),
      { seed: 1, numRuns: 600 },
    );
    expect(scored).toBeGreaterThan(150);
    expect(refused).toBeGreaterThan(50);
  });
});
