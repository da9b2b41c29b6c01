/**
 * How many bytes the study page has, as one file: all of it, and without what is data.
 */
import { gzipSync } from 'node:zlib';
import { groupDigits } from '../../src/text-table.ts';

/** The most bytes of the page without data, gzipped: about 80,000 are what reads a CSV, trains and traces. */
export const MOST_PAGE_BYTES = 145_000;

export interface PageSize {
  readonly name: string;
  readonly bytes: number;
  readonly gzipped: number;
}

/** The course, as the build puts it in. */
const COURSE = /(<script type="application\/json" id="study-course">).*?(?=<\/script>)/s;
/** The slice of the audiobook store, whose cells hold numbers alone. */
const SLICE = /(id,book_length_average)[\w,.\\-]+/;

/** @param page as it was built */
export function pageSizes(page: string): readonly [program: PageSize, whole: PageSize] {
  const program = page.replace(COURSE, '$1null').replace(SLICE, '$1');
  return [
    sizeOf('the study page, without its data', program),
    sizeOf('the same with the course and its largest set', page),
  ];
}

function sizeOf(name: string, text: string): PageSize {
  return { name, bytes: Buffer.byteLength(text), gzipped: gzipSync(text, { level: 9 }).length };
}

/** In Markdown. */
export function describePageSizes([program, whole]: ReturnType<typeof pageSizes>): string {
  const row = ({ name, bytes, gzipped }: PageSize, limit: string) =>
    `| ${name} | ${groupDigits(bytes)} | ${groupDigits(gzipped)} | ${limit} |\n`;
  const header = '| one file | bytes | gzipped | at most |\n| --- | --: | --: | --: |\n';
  return header + row(program, groupDigits(MOST_PAGE_BYTES)) + row(whole, '');
}
