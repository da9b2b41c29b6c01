/**
 * The page holds the numbers of the run's documents and no others: changing one changes the page, and what a table shows
 * is the document's number to the digits shown.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportPage } from '../../../src/report/html/page.ts';
import type { Html } from '../../../src/report/html/markup.ts';
import { sectionHtml } from '../../../src/report/html/section.ts';
import { beliefSection } from '../../../src/report/html/sections/belief.ts';
import { contactSection } from '../../../src/report/html/sections/contact.ts';
import { dataSection } from '../../../src/report/html/sections/data.ts';
import { learningSection } from '../../../src/report/html/sections/learning.ts';
import { qualitySection } from '../../../src/report/html/sections/quality.ts';
import { technicalSection } from '../../../src/report/html/sections/technical.ts';
import { verdictSection } from '../../../src/report/html/sections/verdict.ts';
import { whySection } from '../../../src/report/html/sections/why.ts';
import { CHART_KINDS, chartsOf, type ChartKind } from '../../../src/report/charts/kinds/run-charts.ts';
import { FIGURE_WORDS, SHOWN_FIGURES } from '../../../src/report/sentences/figure-words.ts';
import type { Figure } from '../../../src/evaluation/judgement.ts';
import type { RunDocuments } from '../../../src/report/run-documents.ts';
import { changedAt, numericLeaves, patternOf, type Path } from '../../support/numeric-leaves.ts';
import { isShownAs, tablesIn } from '../../support/page-tables.ts';
import { trainedRun } from '../../support/reported-run.ts';

/** The page is these, one behind the other, in a frame. */
const SECTIONS: readonly ((run: RunDocuments) => Html)[] = [
  verdictSection,
  (run: RunDocuments) => contactSection(run, null),
  beliefSection,
  qualitySection,
  (run: RunDocuments) => whySection(run, null),
  learningSection,
  dataSection,
  technicalSection,
].map((section) => (run: RunDocuments) => sectionHtml(section(run)));

/** What the page does not show, and why. */
const NOT_SHOWN: readonly RegExp[] = [
  // Stands in the documents twice: the figures and the matrix of the evaluation are shown.
  /^metrics\.evaluation\.(loss|accuracy|rocAuc)$/,
  /^metrics\.test\.confusionMatrix\./,
  // Of the validation rows the page shows three figures.
  /^metrics\.validation\.confusionMatrix\./,
  // A customer with an ID is called by it.
  /^explanation\.examples\.\*\.line$/,
  // A finding says its numbers in its title and its reasons, which are texts of the audit.
  /^audit\.findings\.\*\.numbers\./,
];

let run: RunDocuments;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassnet-page-'));
  try {
    run = await trainedRun(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** By more than any rounding hides, and a whole number to a whole number; what is only drawn, by a part of its axis. */
function moved(value: number, pattern: string): number {
  if (pattern.endsWith('.rug.*')) return value < 100 ? value + 90 : value - 90;
  if (pattern.includes('.individual.')) return value < 0.3 ? value + 0.1 : value - 0.1;
  const step = Math.abs(value) / 8;
  return Number.isInteger(value) && Math.abs(value) > 1 ? value + Math.ceil(step) : value + step + 0.05;
}

/** The patterns of numbers that no section shows. */
function unseen(paths: readonly Path[], sections: typeof SECTIONS): string[] {
  const before = sections.map((section) => section(run).text);
  const places = new Map<string, number>();
  const missed = new Set<string>();
  for (const path of paths) {
    const pattern = patternOf(path);
    const changed = changedAt(run, path, (value) => moved(value, pattern));
    const likely = places.get(pattern) ?? 0;
    const order = [likely, ...sections.keys()];
    const place = order.find((index) => sections[index]!(changed).text !== before[index]);
    if (place === undefined) missed.add(pattern);
    else places.set(pattern, place);
  }
  return [...missed];
}

/** Customers one by one are lines over a column's numbers: none for its categories and its missing values. */
function isWithoutLine(path: Path): boolean {
  const [document, , place, part, , point] = path;
  if (document !== 'explanation' || part !== 'individual') return false;
  const { kind, points } = run.explanation!.effects[place as number]!;
  return kind === 'category' || points[point as number]!.value === null;
}

describe('the numbers of the page', () => {
  it('are those of the documents: each one that is changed changes the page', () => {
    const { run: record, metrics, history, explanation, audit } = run;
    const paths = numericLeaves({ run: record, metrics, history, explanation, audit }, 3).filter(
      (path) => !NOT_SHOWN.some((known) => known.test(patternOf(path))) && !isWithoutLine(path),
    );
    expect(paths.length).toBeGreaterThan(350);
    expect(unseen(paths, SECTIONS)).toEqual([]);
  });

  it('would be missed if a section were: without one of them some number is not seen', () => {
    const paths = numericLeaves({ history: run.history }, 3);
    expect(unseen(paths, SECTIONS.slice(0, 5))).toContain('history.*.*.loss');
  });

  it('stand in the table of figures to three digits, and to two from 10 on', () => {
    const [figures, classes] = tablesIn(sectionHtml(qualitySection(run)).text);
    const { evaluation } = run.metrics;
    const judged = [evaluation!.figures, ...evaluation!.baselines.map((baseline) => baseline.figures)];
    expect(figures!.slice(1)).toHaveLength(SHOWN_FIGURES.length);
    for (const [row, name] of SHOWN_FIGURES.entries()) {
      const [title, ...cells] = figures![row + 1]!;
      expect(title).toContain(FIGURE_WORDS[name].title);
      expect(cells).toHaveLength(judged.length);
      for (const [place, cell] of cells.entries()) expectFigure(cell, judged[place]![name]);
    }
    for (const [place, { rows, precision, recall, f1 }] of evaluation!.perClass.entries()) {
      const [, count, ...scores] = classes![place + 1]!;
      expect(isShownAs(count!, rows)).toBe(true);
      for (const [at, score] of [precision, recall, f1].entries()) expectFigure(scores[at]!, score);
    }
  });

  it('stand in the table of each figure as the chart has them, and the chart as the documents', () => {
    const page = reportPage(run);
    for (const kind of CHART_KINDS) {
      for (const { id, table } of chartsOf(run, kind)) {
        const figure = page.slice(page.indexOf(`<figure id="figure-${id}">`));
        const [shown] = tablesIn(figure.slice(0, figure.indexOf('</figure>')));
        expect(shown!.length - 1, id).toBe(table.rows.length);
        for (const [row, cells] of shown!.slice(1).entries()) {
          for (const [place, cell] of cells.entries()) {
            const value = table.rows[row]![place]!;
            if (typeof value === 'number' && Number.isFinite(value)) {
              expect(isShownAs(cell, value), `${id} ${row} ${place}: ${cell} for ${value}`).toBe(true);
            }
          }
        }
      }
    }
    const values = (kind: ChartKind) => chartsOf(run, kind).flatMap(({ table }) => table.rows.flat());
    for (const { gain, lift } of run.metrics.evaluation!.gain!) {
      expect(values('gain')).toEqual(expect.arrayContaining([gain, lift]));
    }
    for (const { increase } of run.explanation!.importance.columns) expect(values('importance')).toContain(increase);
    for (const { contributions } of run.explanation!.examples) {
      for (const { effect } of contributions) expect(values('contributions')).toContain(effect);
    }
    for (const { points } of run.explanation!.effects) {
      for (const { partialDependence } of points) expect(values('effects')).toContain(partialDependence);
    }
  });

  it('are read back by a checker that refuses a wrong last digit, a wrong sign and no number', () => {
    expect(isShownAs('0.922 0.903 to 0.938', 0.9224)).toBe(true);
    expect(isShownAs('92.2 %', 0.9224)).toBe(true);
    expect(isShownAs('−1,234', -1234.4)).toBe(true);
    expect(isShownAs('0.923', 0.9224)).toBe(false);
    expect(isShownAs('92.2', 0.9224)).toBe(false);
    expect(isShownAs('1,234', -1234)).toBe(false);
    expect(isShownAs('–', 0)).toBe(false);
  });
});

function expectFigure(cell: string, { value, interval }: Figure): void {
  const [shown, low, high] = cell.split(/ to | /);
  expect(isShownAs(shown!, value!), `${cell} for ${value}`).toBe(true);
  expect(isShownAs(low!, interval!.low), `${cell} for ${interval!.low}`).toBe(true);
  expect(isShownAs(high!, interval!.high), `${cell} for ${interval!.high}`).toBe(true);
}
