/** The page as a file: what it loads (nothing), how it is built, what names can do to it (nothing), and how large it gets. */
import { beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportPage } from '../../../src/report/html/page.ts';
import type { RunDocuments } from '../../../src/report/run-documents.ts';
import { HOSTILE, hugeRun, withNames } from '../../support/odd-runs.ts';
import { textOf } from '../../support/page-tables.ts';
import { trainedRun } from '../../support/reported-run.ts';

const COMMANDS = { score: 'a score', explain: 'a reason', evaluate: 'a judgement', withTerms: 'with terms' };

let run: RunDocuments;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassnet-page-'));
  try {
    run = await trainedRun(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What is wrong with a page as a file: requests, scripts, names used twice, headings out of order. */
function faultsOf(page: string): string[] {
  const faults: string[] = [];
  // No icon: else a browser asks a server for one.
  const body = page.replace(/<style>[^]*?<\/style>/, '').replace('<link rel="icon" href="data:,">', '');
  if (/<(script|link|iframe|object|embed|img|form)\b/i.test(body)) faults.push('an element that runs or loads');
  if (/<[^>]*\s(on\w+|src|srcset|xlink:href)\s*=/i.test(body)) faults.push('an attribute that runs or loads');
  if (/url\((?!#)|@import|@font-face/i.test(page)) faults.push('a style that loads');
  const links = [...body.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href!);
  const ids = [...body.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
  if (new Set(ids).size < ids.length) faults.push('an id used twice');
  for (const href of links) if (!ids.includes(href.slice(1))) faults.push(`a link to ${href}`);
  const levels = [...body.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
  if (levels.filter((level) => level === 1).length !== 1) faults.push('not one first heading');
  if (levels.some((level, index) => level > (levels[index - 1] ?? 0) + 1)) faults.push('a heading level left out');
  for (const [figure] of body.matchAll(/<figure[^]*?<\/figure>/g)) {
    if (!/<svg[^>]* role="img"[^>]* aria-labelledby=/.test(figure)) faults.push('a picture without a name');
    if (!/<details><summary>[^]*?<table>/.test(figure)) faults.push('a figure without its table');
    if (textOf(/<figcaption>[^]*?<p>([^]*?)<\/p>/.exec(figure)?.[1] ?? '').length < 20)
      faults.push('a figure that says nothing');
  }
  return faults;
}

describe('the page', () => {
  it('runs and loads nothing, has each id once, headings in order, and a sentence and a table for each figure', () => {
    const page = reportPage(run, COMMANDS);
    expect(faultsOf(page)).toEqual([]);
    expect(page.match(/<figure/g)!.length).toBeGreaterThan(15);
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    );
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    for (const landmark of ['<header>', '<nav ', '<main ', '<footer>', 'class="skip"'])
      expect(page).toContain(landmark);
  });

  it('is checked by a checker that refuses a script, a request, an id used twice and a figure without a table', () => {
    const page = reportPage(run);
    const spoiled = (before: string | RegExp, after: string) => faultsOf(page.replace(before, after));
    expect(spoiled('</main>', '<script></script></main>')).toEqual(['an element that runs or loads']);
    expect(spoiled('<main ', '<main onload="" ')).toEqual(['an attribute that runs or loads']);
    expect(spoiled('<style>', '<style>@import "a.css";')).toEqual(['a style that loads']);
    expect(spoiled('id="contact"', 'id="verdict"')).toEqual(['an id used twice', 'a link to #contact']);
    expect(spoiled('<h3>', '<h5>')).toEqual(['a heading level left out']);
    expect(spoiled(/<details>[^]*?<\/details>/, '')).toEqual(['a figure without its table']);
  });

  it('asks in this order: verdict, contact, belief, quality, why, learning, data, technical; and says its limit once', () => {
    const page = reportPage(run, COMMANDS);
    const order = [...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
    expect(order).toEqual(['verdict', 'contact', 'belief', 'quality', 'why', 'learning', 'data', 'technical']);
    expect(page.match(/not the same as persuaded by being contacted/g)).toHaveLength(1);
    expect(page.indexOf('Do not trust these figures yet')).toBeLessThan(page.indexOf('class="lead"'));
  });

  it('is the same text from the same documents', () => {
    expect(reportPage(structuredClone(run), COMMANDS)).toBe(reportPage(run, COMMANDS));
  });

  it('tells what to type for the profit where no terms are given, and shows the plan where they are', () => {
    const { targeting: _, ...evaluation } = run.metrics.evaluation!;
    const without = { ...run, metrics: { ...run.metrics, evaluation } };
    expect(reportPage(without, COMMANDS)).toContain('<code>with terms</code>');
    expect(reportPage(without)).not.toContain('figure-profit');
    expect(reportPage(run, COMMANDS)).toContain('figure-profit');
    expect(reportPage(run, COMMANDS)).not.toContain('<code>with terms</code>');
  });
});

describe('a page of a run that lacks something', () => {
  const leftOut = (page: string) =>
    [...page.matchAll(/<p class="left-out">Left out: ([^]*?)<\/p>/g)].map(([, said]) => textOf(said!));

  it('without explanation, audit and weights says so', () => {
    const page = reportPage({ ...run, explanation: null, audit: null, network: null });
    expect(faultsOf(page)).toEqual([]);
    expect(leftOut(page).join('\n')).toMatch(
      /Why it answers as it does”, because .*\n.*audit, because .*\n.*drawing, because/,
    );
    expect(page).toContain('Nobody has checked the data.');
  });

  it('without evaluation has the figures of the training, and no interval', () => {
    const { evaluation: _, ...metrics } = run.metrics;
    const page = reportPage({ ...run, metrics });
    expect(faultsOf(page)).toEqual([]);
    expect(leftOut(page)).toHaveLength(3);
    expect(page.slice(0, page.indexOf('<section id="why"')).includes('95 %')).toBe(false);
    expect(textOf(page)).toContain(`The test loss is ${metrics.test.loss.toFixed(3)}`);
  });

  it('of three classes leaves out what is of two, and of arrays what has a name', () => {
    const many = hugeRun(run, { classes: 3 });
    const page = reportPage({ ...many, run: { ...many.run, preparation: null } });
    expect(faultsOf(page)).toEqual([]);
    const said = leftOut(page).join('\n');
    expect(said).toMatch(/Whom to contact, and what it brings”, because of 3 classes none counts/);
    expect(said).toMatch(/Can the probabilities be believed\?”, because it is shown for two classes/);
    expect(said).toMatch(/ROC and precision–recall curves, because/);
    expect(page).toContain('inputs without names');
  });
});

describe('names that are markup', () => {
  it('are text on the page, cut, and set apart from the words around them', () => {
    for (const name of HOSTILE) {
      const page = reportPage(withNames(run, name), COMMANDS);
      expect(faultsOf(page), JSON.stringify(name.slice(0, 30))).toEqual([]);
      const spoiled = /<script|<b>long|<\/style>[^]*<\/style>|\u202E/i.exec(page);
      expect(spoiled).toBeNull();
      expect(page.includes('\0')).toBe(false);
      expect(page).toContain('<bdi');
      expect(page.length).toBeLessThan(500_000);
      const body = page.slice(page.indexOf('</style>'));
      for (const [, word] of body.matchAll(/>([^<]*)</g)) expect(word!.length).toBeLessThan(1500);
    }
  });
});

describe('the size of the page', () => {
  it('stays below 500 kB: 50 networks of 400 epochs, 40 classes, 300 columns, 500 findings, names of 1 kB', () => {
    const huge = withNames(hugeRun(run, { classes: 40 }), 'n'.repeat(1000));
    expect(Buffer.byteLength(reportPage(huge, COMMANDS))).toBeLessThan(500_000);
    const two = hugeRun(run, { classes: 2 });
    expect(Buffer.byteLength(reportPage(two, COMMANDS))).toBeLessThan(500_000);
    expect(Buffer.byteLength(reportPage(run, COMMANDS))).toBeLessThan(400_000);
  });
});

describe('several runs side by side', () => {
  const better = (name: string, loss: number): RunDocuments => {
    const { evaluation } = run.metrics;
    const figures = {
      ...evaluation!.figures,
      logLoss: { value: loss, interval: { low: loss - 0.01, high: loss + 0.01 } },
    };
    return {
      ...run,
      name,
      run: { ...run.run, training: { ...run.run.training, patience: Math.round(100 * loss) } },
      metrics: { ...run.metrics, evaluation: { ...evaluation!, figures } },
    };
  };

  it('are one page that names the best in words, overlays their curves and lists the settings that differ', () => {
    const page = reportPage([run, better('second', 0.15), better('third <i>', 0.19)]);
    expect(faultsOf(page)).toEqual([]);
    const text = textOf(page);
    expect(text).toMatch(/second has the lowest log loss, 0\.150 \(0\.140 to 0\.160\), before third <i> with 0\.190/);
    expect(text).toContain('The intervals do not overlap.');
    expect(text).toContain('best 0.150');
    expect(text.match(/best 0/g)).toHaveLength(1);
    expect(page).toContain('figure-gains');
    expect(page).toContain('figure-losses');
    expect(text).toMatch(/patience\s*\d+\s*15\s*19/);
    expect(text).not.toContain('judged by different customers');
  });

  it('of different files or splits warn before any figure', () => {
    const elsewhere = { ...run, name: 'other', run: { ...run.run, data: { path: 'b.csv', sha256: 'b'.repeat(64) } } };
    expect(reportPage([run, elsewhere])).toContain('trained on different files');
    const options = { ...run.run.preparation!.options, seed: '7' };
    const split = { ...run, run: { ...run.run, preparation: { ...run.run.preparation!, options } } };
    expect(reportPage([run, split])).toContain('judged by different customers');
  });

  it('stay below 500 kB for 40 runs, and need at least one', () => {
    const many = Array.from({ length: 40 }, (_, index) => better(`run ${index}`, 0.2 + index / 1000));
    expect(Buffer.byteLength(reportPage(many))).toBeLessThan(500_000);
    expect(() => reportPage([])).toThrow('reportPage: no run, expected one or more');
  });
});
