import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeMachine } from '../../../bench/writing/machine.ts';
import { PRODUCTS } from '../../../bench/measurements/matmul.ts';
import { formatProduct } from '../../../bench/measurements/product.ts';
import { encodeReport, formatReport, replaceReport, type Report } from '../../../bench/writing/report.ts';
import { formatBenchTable, formatFigure, toRows, type BenchTable } from '../../../bench/writing/table.ts';

const measurement = { name: 'reference', medianMs: 2, p25Ms: 1, p75Ms: 4, samples: 12345, ratio: 1 };
const rows = toRows('matmul 5×7×5', 0.5, [measurement, { ...measurement, name: 'scalar', medianMs: 1, ratio: 2.5 }]);
const table: BenchTable = { title: 'Products', unit: 'GFLOP/s', lead: 'rate', rows };

const machine = {
  cpu: 'Some CPU',
  cores: 2,
  memoryGiB: 4,
  platform: 'linux x64',
  node: 'v20.0.0',
  load: 0.5,
  date: '2026-02-03T04:05:06.000Z',
};
const effort = { rounds: 1, timeMs: 2, warmupMs: 3 };
const report: Report = { machine, effort, kind: 'bench', tables: [table] };

describe('toRows', () => {
  it('makes 250 a second of 0.5 in 2 ms, the fast quarter from the short times', () => {
    expect(rows[0]).toMatchObject({ item: 'matmul 5×7×5', rate: 250, p25Rate: 125, p75Rate: 500, samples: 12345 });
  });
});

describe('formatBenchTable', () => {
  it('shows rate, its middle half, ms, samples and ratio, the item once', () => {
    expect(formatBenchTable(table).split('\n').slice(2)).toEqual([
      '                         GFLOP/s  p25–p75    ms  samples  ratio',
      '───────────────────────────────────────────────────────────────',
      'matmul 5×7×5  reference      250  125–500  2.00   12,345   1.00',
      '              scalar         500  125–500  1.00   12,345   2.50',
    ]);
  });

  it('shows ms and their middle half first where they lead', () => {
    const lines = formatBenchTable({ ...table, unit: 'steps/s', lead: 'ms' }).split('\n');
    expect(lines[2]).toMatch(/ ms +p25–p75 +steps\/s +samples +ratio$/);
    expect(lines[4]).toMatch(/ 2\.00 +1\.00–4\.00 +250 +12,345 +1\.00$/);
  });

  it('shows the peak memory where a row has one, and nothing where another has none', () => {
    const withMemory = [{ ...rows[0]!, peakMiB: 43.6 }, rows[1]!];
    const lines = formatBenchTable({ ...table, rows: withMemory }).split('\n');
    expect(lines[2]).toMatch(/ratio +MiB$/);
    expect(lines[4]).toMatch(/1\.00 +44$/);
    expect(lines[5]).toMatch(/2\.50$/);
  });

  it('is at most 80 columns wide for every product, from 0.1 GFLOP/s to 1000 times that', () => {
    const wide = PRODUCTS.flatMap((product) =>
      toRows(
        formatProduct(product),
        0.001,
        [
          { ...measurement, medianMs: 10, p25Ms: 9, p75Ms: 11, samples: 999_999 },
          { ...measurement, medianMs: 0.01, p25Ms: 0.009, p75Ms: 0.011, samples: 999_999 },
        ],
        () => ({ shareOfLimit: 0.95 }),
      ),
    );
    const lines = formatBenchTable({ ...table, rows: wide }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('formatFigure', () => {
  it.each([
    [1234.5, '1,235'],
    [100, '100'],
    [29.94, '29.9'],
    [2.4567, '2.46'],
    [0.3456, '0.346'],
    [0.0214, '0.0214'],
    [1e-9, '0.0000'],
  ])('of %d is %s', (value, text) => {
    expect(formatFigure(value)).toBe(text);
  });
});

describe('the report', () => {
  it('names CPU, cores, memory, Node, date and load above the tables', () => {
    expect(formatReport(report).split('\n').slice(0, 4)).toEqual([
      'Some CPU, 2 cores, 4 GiB, linux x64',
      'Node v20.0.0, 2026-02-03, load 0.5 when it began',
      '',
      'Products',
    ]);
  });

  it("of a comparison names its peers' versions in lines of at most 80 characters, and who was skipped", () => {
    const versions = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`package-${i}`, '1.2.3']));
    const compared = { ...report, peers: { versions, skipped: ['Keras: tensorflow not installed'] } };
    const lines = formatReport(compared).split('\n');
    expect(lines.slice(2, 5)).toEqual([
      'package-0 1.2.3, package-1 1.2.3, package-2 1.2.3, package-3 1.2.3,',
      'package-4 1.2.3, package-5 1.2.3, package-6 1.2.3, package-7 1.2.3,',
      'package-8 1.2.3',
    ]);
    expect(lines[5]).toBe('skipped: Keras: tensorflow not installed');
    expect(lines[6]).toBe('');
  });

  it('of this machine has no empty field', () => {
    const here = describeMachine();
    expect(here.cpu).not.toBe('');
    expect(here.cores).toBeGreaterThanOrEqual(1);
    expect(here.memoryGiB).toBeGreaterThan(0);
    expect(here.node).toBe(process.version);
    expect(new Date(here.date).toISOString()).toBe(here.date);
  });

  it('as JSON is one document with schema glassnet.bench/1 and all figures', () => {
    expect(JSON.parse(encodeReport(report))).toEqual({ schema: 'glassnet.bench/1', ...report });
  });
});

describe('replaceReport', () => {
  const markdown = 'before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n';

  it('replaces what is between the marks, keeps the rest, and gives the same text when done twice', () => {
    const once = replaceReport(markdown, report);
    expect(once).toBe(
      `before\n<!-- bench:begin -->\n\n\`\`\`text\n${formatReport(report)}\`\`\`\n\n<!-- bench:end -->\nafter\n`,
    );
    expect(replaceReport(once, report)).toBe(once);
  });

  it('puts a comparison between marks of its own', () => {
    const both = `${markdown}<!-- peers:begin -->\n<!-- peers:end -->\n`;
    const written = replaceReport(both, {
      ...report,
      kind: 'peers',
      peers: { versions: { numpy: '2.0' }, skipped: [] },
    });
    expect(written.startsWith(markdown)).toBe(true);
    expect(written.slice(markdown.length)).toContain('numpy 2.0');
  });

  it("takes $& in a CPU's name as it stands", () => {
    expect(replaceReport(markdown, { ...report, machine: { ...machine, cpu: "$& $1 $'" } })).toContain(
      "$& $1 $', 2 cores",
    );
  });

  it('refuses a text without the marks, or with only one of them', () => {
    for (const text of ['', '<!-- bench:begin -->\n', '<!-- bench:end -->\n']) {
      expect(() => replaceReport(text, report)).toThrow('marks bench:begin and bench:end');
    }
  });

  it("finds the marks of bench/README.md, whose figures are a program's: a block of code or nothing", () => {
    const readme = readFileSync(new URL('../../../bench/README.md', import.meta.url), 'utf8');
    expect(replaceReport(readme, report)).toContain('Some CPU');
    for (const name of ['bench', 'peers', 'scaling']) {
      const between = new RegExp(`<!-- ${name}:begin -->\\n([^]*?)<!-- ${name}:end -->`).exec(readme)![1]!;
      expect(between).toMatch(/^(\n```text\n[^`]*```\n\n)?$/);
    }
  });
});
