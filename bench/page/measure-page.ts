/**
 * What the study page takes in a browser: until it is ready, and while a network of 10-50-50-50-2 trains 60 steps a second
 * before one's eyes. Frames are counted where they are drawn: in the page, one by one.
 */
import type { Browser, Page } from 'puppeteer-core';
import type { Opening } from '../../src/study/opening/opening.ts';
import type { BrowserOnDisk } from './browsers.ts';
import type { StudyPages } from './study-pages.ts';
import { withoutNetwork } from './without-network.ts';

/** The audiobook slice, with the network of the course's job. */
const OPENING: Opening = { data: { kind: 'set', name: 'audiobooks' }, training: { hidden: [50, 50, 50] } };
const RUN_MS = 5_000;
const VISITS = 5;
/** Others on the machine can only lengthen a frame: of several runs, the best is the page's. */
const RUNS = 5;
/** A frame that takes longer is seen to stutter. */
const LONG_MS = 50;

export interface PageFigures {
  readonly browser: string;
  /** From the call of the page to the first neuron, of some visits: the fastest and the slowest. */
  readonly readyMs: readonly [fastest: number, slowest: number];
  readonly frames: number;
  readonly stepsPerSecond: number;
  /** The middle of all frames, and the longest. */
  readonly medianMs: number;
  readonly longestMs: number;
  /** How many took longer than `LONG_MS`. */
  readonly long: number;
  /** The same of every run. */
  readonly longInAll: readonly number[];
}

/** Notes when the first neuron can be opened. */
const WATCH_READY = `new MutationObserver((_, watcher) => {
  if (document.querySelector('[aria-label^="neuron "]') === null) return;
  globalThis.readyMs = performance.now();
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true, attributes: true });`;

/** The milliseconds between the frames of so long a run, and the steps that were shown. */
const FRAMES = `new Promise((resolve) => {
  const stepNow = () => Number(/step ([\\d,]+)/.exec(document.body.innerText)[1].replaceAll(',', ''));
  const times = [];
  const [start, first] = [performance.now(), stepNow()];
  const frame = (time) => {
    times.push(time);
    if (time - start < ${RUN_MS}) requestAnimationFrame(frame);
    else resolve({ gaps: times.slice(1).map((at, i) => at - times[i]), steps: stepNow() - first });
  };
  requestAnimationFrame(frame);
})`;

export async function measurePage(pages: StudyPages, { name, open }: BrowserOnDisk): Promise<PageFigures> {
  const browser: Browser = await open(withoutNetwork(name, 'light'));
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(WATCH_READY);
    const url = await pages.file(OPENING);
    const ready: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) ready.push(await openPage(page, url));
    await press(page, 'Run');
    // The first steps are compiled on the way.
    await new Promise((done) => setTimeout(done, 1_000));
    const runs: Frames[] = [];
    for (let run = 0; run < RUNS; run++) runs.push((await page.evaluate(FRAMES)) as Frames);
    const { gaps, steps } = runs.reduce((best, run) => (longOf(run) < longOf(best) ? run : best));
    const sorted = gaps.toSorted((a, b) => a - b);
    return {
      browser: `${name} ${(await browser.version()).replace(/^\D+/, '')}`,
      readyMs: [Math.min(...ready), Math.max(...ready)],
      frames: gaps.length,
      stepsPerSecond: (steps / RUN_MS) * 1000,
      medianMs: sorted[Math.floor(sorted.length / 2)]!,
      longestMs: sorted.at(-1)!,
      long: Math.min(...runs.map(longOf)),
      longInAll: runs.map(longOf),
    };
  } finally {
    await browser.close();
  }
}

interface Frames {
  readonly gaps: readonly number[];
  readonly steps: number;
}

const longOf = ({ gaps }: Frames): number => gaps.filter((gap) => gap > LONG_MS).length;

async function openPage(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url);
  await page.waitForFunction('globalThis.readyMs !== undefined');
  return (await page.evaluate('globalThis.readyMs')) as number;
}

async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  await button!.click();
}

/** In Markdown. */
export function describePage(figures: readonly PageFigures[]): string {
  const header = [
    'browser',
    'page ready, ms',
    `frames in ${RUN_MS / 1000} s`,
    'steps shown a second',
    'a frame, ms',
    'longest frame, ms',
    `frames over ${LONG_MS} ms`,
    'of all runs',
  ];
  const rows = figures.map(({ browser, readyMs, frames, stepsPerSecond, medianMs, longestMs, long, longInAll }) => [
    browser,
    readyMs.map(Math.round).join(' to '),
    frames,
    stepsPerSecond.toFixed(1),
    medianMs.toFixed(1),
    longestMs.toFixed(1),
    long,
    longInAll.join(', '),
  ]);
  return [header, header.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}
