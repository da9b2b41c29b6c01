/**
 * How many bytes the study page has, as one file: part by part, and without what is data.
 */
import { gzipSync } from 'node:zlib';
import { groupDigits } from '../../src/text-table.ts';

/** The most bytes of the page without data, gzipped. */
export const MOST_PAGE_BYTES = 150_000;

interface PageSize {
  readonly name: string;
  readonly bytes: number;
  readonly gzipped: number;
}

/** The parts as the build puts them in. */
const PARTS: readonly (readonly [name: string, part: RegExp])[] = [
  ['the worker: reads a CSV, trains, traces', /<script type="application\/json" id="study-worker">(.*?)<\/script>/s],
  ['the page: equations, questions, views', /<script>(.*?)<\/script>/s],
  ['its styles', /<style>(.*?)<\/style>/s],
];
const COURSE = /(<template id="study-course">).*?(?=<\/template>)/s;
/** The slice of the audiobook store, whose cells hold numbers alone. */
const SLICE = /(id,book_length_average)[\w,.\\-]+/;

export interface PageSizes {
  readonly parts: readonly PageSize[];
  /** Without its data: the course, and the largest of the sets that are built in. */
  readonly program: PageSize;
  readonly whole: PageSize;
}

/** @param page as it was built */
export function pageSizes(page: string): PageSizes {
  const text = page.replace(COURSE, '$1').replace(SLICE, '$1');
  return {
    parts: PARTS.map(([name, part]) => sizeOf(name, part.exec(text)![1]!)),
    program: sizeOf('together, without data', text),
    whole: sizeOf('with the course and the audiobook slice', page),
  };
}

function sizeOf(name: string, text: string): PageSize {
  return { name, bytes: Buffer.byteLength(text), gzipped: gzipSync(text, { level: 9 }).length };
}

/** In Markdown. */
export function describePageSizes({ parts, program, whole }: PageSizes): string {
  const row = ({ name, bytes, gzipped }: PageSize, limit = '') =>
    `| ${name} | ${groupDigits(bytes)} | ${groupDigits(gzipped)} | ${limit} |\n`;
  const header = '| the study page, one file | bytes | gzipped | at most |\n| --- | --: | --: | --: |\n';
  return `${header}${parts.map((part) => row(part)).join('')}${row(program, groupDigits(MOST_PAGE_BYTES))}${row(whole)}`;
}
