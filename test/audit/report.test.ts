import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { reaches, type Finding, type Severity } from '../../src/audit/finding.ts';
import { countFindings, formatFindings } from '../../src/audit/report.ts';
import { run } from '../../src/cli/commands/audit.ts';
import { Arguments } from '../../src/cli/options/arguments.ts';
import { Console } from '../../src/cli/console.ts';
import { inFlags } from '../../src/cli/flags.ts';
import { setting, wording } from '../../src/wording.ts';
import { OPTIONS as OPTION_TABLE, type OptionName, type FlagSpec } from '../../src/cli/options/options.ts';
import type { OptionValue } from '../../src/cli/options/option-values.ts';

const finding = (severity: Severity, title: string, why = 'Because.'): Finding => ({
  code: 'LEAK_RULE',
  severity,
  columns: ['a'],
  title,
  why,
  advice: wording`${setting('drop', ['a'])}`,
  numbers: { rows: 1 },
});

describe('findings as text', () => {
  it('stand by severity, with title, why and what to do', () => {
    expect(formatFindings([finding('error', 'one'), finding('info', 'two')], inFlags).split('\n')).toEqual([
      'ERRORS: figures measured on this file cannot be trusted',
      '',
      '  one',
      '      Because.',
      '    → --drop a',
      '',
      'NOTES',
      '',
      '  two',
      '      Because.',
      '    → --drop a',
    ]);
    expect(formatFindings([finding('error', 'one')])).toContain('→ drop: ["a"]');
    expect(formatFindings([])).toBe('');
  });

  it('keep within 80 columns and lose no word, whatever the length of words', () => {
    const long = `${'x'.repeat(200)} ${'word '.repeat(60)}end`;
    const text = formatFindings([finding('warning', long, long)]);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(text.replaceAll(/\s/g, '').split('x').length - 1).toBe(400);
    expect(text.match(/word/g)).toHaveLength(120);
  });

  it('are counted: 1 error, 2 warnings, 0 notes', () => {
    expect(countFindings([finding('warning', 'a'), finding('error', 'b'), finding('warning', 'c')])).toBe(
      '1 error, 2 warnings, 0 notes',
    );
  });

  it('reach a severity when one is as grave or graver', () => {
    expect(reaches([finding('warning', 'a')], 'error')).toBe(false);
    expect(reaches([finding('warning', 'a')], 'warning')).toBe(true);
    expect(reaches([finding('error', 'a')], 'warning')).toBe(true);
    expect(reaches([], 'info')).toBe(false);
  });
});

describe('glassnet audit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassnet-audit-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  /** Bought with `used` = 0 only: a leak. Without the column, nothing but notes and warnings. */
  const leaking = join(folder, 'leaking.csv');
  const lines = Array.from({ length: 1000 }, (_, row) => {
    const bought = (row * 7919) % 1009 < 250;
    return `${(row * 104_729) % 7919},${bought || row % 2 === 0 ? 0 : (row % 9) + 1},${bought ? 'yes' : 'no'}`;
  });
  writeFileSync(leaking, `age,used,bought\n${lines.join('\n')}\n`);

  async function audit(path: string, given: Readonly<Record<string, OptionValue>>) {
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      vi.spyOn(process[name], 'write').mockImplementation((text) => {
        output[name] += String(text);
        return true;
      });
    }
    const defaults = Object.entries(OPTION_TABLE).flatMap(([name, spec]: [string, FlagSpec]) =>
      'default' in spec && spec.default !== undefined ? [[name, spec.default] as const] : [],
    );
    const values = new Map([...defaults, ...Object.entries(given)]) as ReadonlyMap<OptionName, OptionValue>;
    const console = new Console({ json: given['json'] === true, quiet: given['quiet'] === true, verbose: false });
    await run(new Arguments([path], values, new Set()), console);
    vi.restoreAllMocks();
    return { ...output, exitCode: process.exitCode ?? 0 };
  }

  it('prints findings to stdout, what it read to stderr, and ends with 0 where nothing is a gate', async () => {
    const { stdout, stderr, exitCode } = await audit(leaking, { 'fail-on': 'never' });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^column +type +values\n[^]*\n\n1 error, \d warnings?, \d notes?\n\nERRORS/);
    expect(stdout).toContain('used > 0: 0 of ');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toContain('1,000 rows');
    expect(stderr).not.toContain('E_GATE');
  });

  it('ends with 7 and one line E_GATE with --fail-on error, and not without the leaking column', async () => {
    const failed = await audit(leaking, { 'fail-on': 'error', quiet: true });
    expect(failed.exitCode).toBe(7);
    expect(failed.stderr).toMatch(/^[^\n]*leaking\.csv: error E_GATE: the audit found 1 error[^\n]*\n$/);
    process.exitCode = undefined;
    const passed = await audit(leaking, { 'fail-on': 'error', drop: ['used'] });
    expect(passed.exitCode).toBe(0);
    expect(passed.stdout).toMatch(/\n\n0 errors/);
  });

  it('--json is one document on stdout, also when the gate is missed', async () => {
    const { stdout, exitCode } = await audit(leaking, { 'fail-on': 'warning', json: true });
    expect(exitCode).toBe(7);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(document).toMatchObject({
      schema: 'glassnet.audit/1',
      file: leaking,
      rows: 1000,
      target: 'bought',
      id: null,
      features: ['age', 'used'],
      failOn: 'warning',
      passed: false,
    });
    expect(document['sha256']).toMatch(/^[0-9a-f]{64}$/);
    expect(document['counts']).toMatchObject({ error: 1 });
    for (const entry of document['findings'] as Record<string, unknown>[]) {
      expect(Object.keys(entry).toSorted()).toEqual([
        'advice',
        'code',
        'columns',
        ...(entry['code'] === 'LEAK_RULE' ? ['giveaways'] : []),
        'numbers',
        'severity',
        'title',
        'why',
      ]);
      expect(entry['title']).not.toContain('\n');
      for (const value of Object.values(entry['numbers'] as object)) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('names with control characters reach the terminal escaped', async () => {
    const path = join(folder, 'escape.csv');
    const rows = lines.map((line) => line.replace(/^[^,]*/, '1'));
    writeFileSync(path, `"a\u001b[31m",used,bought\n${rows.join('\n')}\n`);
    const { stdout, stderr } = await audit(path, { 'fail-on': 'never' });
    expect(stdout).toContain(String.raw`\u001b[31m`);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});
