/** The study page as one file. */
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPage, escapeScript } from '../../../bench/page/build-page.ts';
import { describePageSizes, MOST_PAGE_BYTES, pageSizes } from '../../../bench/page/page-sizes.ts';
import { ROOT } from '../../support/root.ts';

let page: string;

beforeAll(async () => {
  page = await buildPage(ROOT);
});

describe('the page as one file', () => {
  it('has a place for data, and the code of its worker', () => {
    expect(page).toContain('<script type="application/json" id="study-data">null</script>');
    const worker = /<script type="application\/json" id="study-worker">(.*?)<\/script>/s.exec(page)![1]!;
    expect(JSON.parse(worker)).toMatch(/^\(function\(\)\{.*\}\)\(\);$/s);
  });

  it('may run nothing else, and may send nothing', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/]{43}=' 'wasm-unsafe-eval'; /);
    expect(policy).not.toMatch(/connect-src|unsafe-inline|unsafe-eval'? |https?:/);
  });
});

describe('the size of the page', () => {
  it('without its data is at most 150,000 bytes, gzipped', () => {
    const sizes = pageSizes(page);
    console.log(describePageSizes(sizes));
    const { parts, program, whole } = sizes;
    expect(program.gzipped).toBeLessThanOrEqual(MOST_PAGE_BYTES);
    // Both kinds of data were found, and the program was not taken for one.
    expect(whole.bytes - program.bytes).toBeGreaterThan(60_000);
    expect(program.bytes).toBeGreaterThan(200_000);
    const sum = parts.reduce((bytes, part) => bytes + part.bytes, 0);
    expect(program.bytes - sum).toBeLessThan(3_000);
  });
});

describe('a script in HTML', () => {
  it('means the same with what would end it', () => {
    const code = '["</script>", `</SCRIPT >`, "<!-- a", /<\\/script>|<!--/.test("<!--")];';
    const escaped = escapeScript(code);
    expect(escaped).not.toMatch(/<\/script|<!--/i);
    const values = (text: string): unknown => runInNewContext(text, {});
    expect(values(escaped)).toEqual(values(code));
  });

  it('is refused where that stands outside of a text', () => {
    expect(() => escapeScript('let b = 2; const c = a <!--b;')).toThrow(/script\.js/);
  });
});
