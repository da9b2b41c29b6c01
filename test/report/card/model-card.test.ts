import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeSpan, literal } from '../../../src/report/card/markdown.ts';
import { modelCard } from '../../../src/report/card/model-card.ts';
import { yamlLines } from '../../../src/report/card/yaml.ts';
import type { RunDocuments } from '../../../src/report/run-documents.ts';
import { HOSTILE, hugeRun, withNames } from '../../support/odd-runs.ts';
import { changedAt, numericLeaves } from '../../support/numeric-leaves.ts';
import { commandLines } from '../../support/documents.ts';
import { trainedRun } from '../../support/reported-run.ts';
import { ROOT } from '../../support/root.ts';
import { succeed } from '../../support/run-here.ts';

let folder: string;
let run: RunDocuments;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'glassnet-card-'));
  run = await trainedRun(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines of the YAML header: key, and the value as JSON has it. */
function headerOf(card: string): [key: string, value: unknown][] {
  const [, header] = /^---\n([^]*?)\n---\n/.exec(card)!;
  return header!.split('\n').map((line) => {
    const [, key, value] = /^[ -]*([\w-]+):(?: (.*))?$/.exec(line)!;
    return [key!, value === undefined || value === '' ? null : JSON.parse(value)];
  });
}

describe('the model card', () => {
  it('begins with a model index: task, data, and metrics with the values and intervals of metrics.json', () => {
    const header = headerOf(modelCard(run));
    const values = (key: string) => header.filter(([one]) => one === key).map(([, value]) => value);
    const { figures } = run.metrics.evaluation!;
    expect(values('type').slice(0, 4)).toEqual(['tabular-classification', 'csv', 'accuracy', 'roc_auc']);
    expect(values('value').slice(0, 2)).toEqual([figures.accuracy.value, figures.rocAuc.value]);
    const { low, high } = figures.accuracy.interval!;
    expect(values('interval_95')[0]).toEqual([low, high]);
    expect(values('value')).toHaveLength(9);
    expect(values('revision')).toEqual([run.run.data.sha256]);
  });

  it('shows each figure of the documents: another one is another card', () => {
    const card = modelCard(run);
    const { evaluation } = run.metrics;
    const figures = numericLeaves({ metrics: { evaluation: { figures: evaluation!.figures } } });
    const importance = numericLeaves({ explanation: { importance: run.explanation!.importance } });
    const rows = numericLeaves({ metrics: { rows: run.metrics.rows, priors: run.metrics.priors } });
    for (const path of [...figures, ...importance, ...rows]) {
      const changed = changedAt(run, path, (value) => value + Math.max(0.05, Math.ceil(value / 8)));
      expect(modelCard(changed) === card, path.join('.')).toBe(false);
    }
    expect(modelCard(structuredClone(run))).toBe(card);
  });

  it('marks what only people know, and has each section', () => {
    const card = modelCard(run);
    expect(card.match(/\[to be filled in\]/g)!.length).toBeGreaterThan(6);
    const sections = [...card.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(sections).toEqual([
      'Intended use',
      'Data',
      'Audit of the data',
      'Figures',
      'Why it answers as it does',
      'Limits',
      'How it was made',
    ]);
    expect(card).toContain('not the same as persuaded by being contacted');
    expect(card).toContain('Do not trust these figures yet');
  });

  it('has commands that work when typed in the run folder', async () => {
    const written = readFileSync(join(folder, 'first', 'README.md'), 'utf8');
    cpSync(join(ROOT, 'data/audiobooks.csv'), join(folder, 'first', 'CUSTOMERS.csv'));
    const commands = commandLines(written);
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const [program, ...words] = command.split(' ');
      expect(program).toBe('glassnet');
      await succeed(words, { cwd: join(folder, 'first') });
    }
  });

  it('is a card without evaluation, explanation and audit, of three classes, and of arrays', () => {
    const { evaluation: _, ...metrics } = run.metrics;
    const bare = modelCard({ ...run, metrics, explanation: null, audit: null });
    expect(bare).toContain('Nobody has checked the data.');
    expect(bare).toContain('This run holds no explanation.');
    const three = hugeRun(run, { classes: 3 });
    const arrays = modelCard({ ...three, run: { ...three.run, preparation: null } });
    expect(headerOf(arrays).filter(([key]) => key === 'value').length).toBe(7);
    expect(arrays).not.toContain('ROC AUC');
  });

  it('stays below 100 kB of everything in great number', () => {
    const huge = withNames(hugeRun(run, { classes: 40 }), 'n'.repeat(1000));
    expect(Buffer.byteLength(modelCard(huge))).toBeLessThan(100_000);
  });
});

describe('names in a card', () => {
  /** Markdown and HTML that no backslash takes the meaning from. */
  const MEANS = /(?<!\\)(?:\\\\)*[<>`*[\]|]/;

  it('are text: what means something in Markdown or HTML has a backslash, a line never breaks', () => {
    for (const name of HOSTILE) {
      expect(literal(name), name).not.toMatch(MEANS);
      expect(literal(name)).not.toMatch(/[\p{Cc}\u202E]/u);
    }
    expect(literal('last_visited_days')).toBe('last_visited_days');
    expect(literal('_a_ # 1. http://example.org')).toBe('\\_a\\_ \\# 1. http\\://example.org');
    expect('<script>').toMatch(MEANS);
  });

  it('keep header, tables and headings whole', () => {
    const plain = modelCard(run);
    const shape = (card: string) => card.split('\n').filter((line) => /^(#|\||---|- )/.test(line)).length;
    for (const name of HOSTILE) {
      const card = modelCard(withNames(run, name));
      expect(shape(card), name).toBe(shape(plain));
      expect(headerOf(card).map(([key]) => key)).toEqual(headerOf(plain).map(([key]) => key));
      const body = card.slice(card.indexOf('\n---\n'));
      expect(/(?<!\\)<script|\u202E|\p{Cc}(?<!\n)/u.exec(body), name).toBeNull();
    }
  });

  it('are one code span whatever backticks they hold', () => {
    expect(codeSpan('a')).toBe('`a`');
    expect(codeSpan('a``b')).toBe('```a``b```');
    expect(codeSpan('`')).toBe('`` ` ``');
  });
});

describe('YAML', () => {
  it('quotes each text, so that yes, null, 1e3 and a colon stay texts', () => {
    expect(
      yamlLines({ a: 'yes', b: 'null', c: '1e3', d: 'x: y # z', e: 1e3, f: ['no', 2], g: [{ h: 'i', j: 0 }] }),
    ).toEqual([
      'a: "yes"',
      'b: "null"',
      'c: "1e3"',
      'd: "x: y # z"',
      'e: 1000',
      'f: ["no", 2]',
      'g:',
      '  - h: "i"',
      '    j: 0',
    ]);
    expect(yamlLines({ a: '"\u2028\u0085\u202E' })).toEqual(['a: "\\"\\u2028\\u0085\\u202e"']);
  });
});
