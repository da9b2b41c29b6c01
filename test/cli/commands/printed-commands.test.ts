/**
 * Commands and paths that the program prints can be typed, and can't do anything to a terminal.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { customers, toCsv } from '../../support/customers.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { run, succeed } from '../../support/run-here.ts';
import { Shell } from '../../hints/typed-hint.ts';

const QUICK = '--preset plain --epochs 1 --hidden 2';
const table = customers();
/** Semicolons in a file and a folder whose names have blanks, quotes and a dollar sign. */
const FILES = { "my $file's.csv": toCsv(table).replaceAll(',', ';'), 'CUSTOMERS.csv': toCsv(table) };
const PATH = `'my $file'\\''s.csv'`;

describe('a command that is printed', () => {
  it('by train, predict and audit, works as it stands: paths with blanks, columns left out, a given delimiter', async () => {
    const shell = new Shell(FILES);
    const trained = await shell.run(
      `glassnet train ${PATH} --delimiter ';' --drop spend --seed 7 ${QUICK} -o 'runs/sp ace'`,
    );
    expect(trained.status, trained.output).toBe(0);
    const next = /Next: +(.*)/.exec(trained.output)![1]!.replace(/^.*? predict/, 'glassnet predict');
    expect(next).toContain('--model "runs/sp ace"');
    expect(await shell.run(next)).toMatchObject({ status: 0 });
    const audit = /\S+ audit '.*/
      .exec(trained.output)![0]
      .replace(/ shows them$/, '')
      .replace(/^\S+/, 'glassnet');
    expect(audit).toMatch(/ --drop spend .*--delimiter/);
    const audited = await shell.run(audit);
    expect(audited.status, audited.output).toBe(0);
    expect(audited.output).toMatch(/spend +drop/);
  });

  it('by --write-schema and prepare names its file in quotes', async () => {
    const shell = new Shell(FILES);
    const written = await shell.run(`glassnet audit CUSTOMERS.csv --write-schema 'my schema.json'`);
    const option = /read it with (--schema .*)/.exec(written.output)![1]!;
    expect(option).toBe('--schema "my schema.json"');
    expect(await shell.run(`glassnet audit CUSTOMERS.csv ${option}`)).toMatchObject({ status: 0 });
    mkdirSync(join(shell.folder, 'the arrays'));
    const prepared = await shell.run(`glassnet prepare CUSTOMERS.csv -o 'the arrays'`);
    const next = /Next: +(.*)/.exec(prepared.output)![1]!.replace(/^.*? train/, 'glassnet train');
    expect(await shell.run(`${next} ${QUICK}`)).toMatchObject({ status: 0 });
  });

  it('for the columns beyond the first 20 is whole, and counts one column as one', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
    const rows = Array.from({ length: 40 }, (_, row) => [
      ...names.map((_name, i) => (row * 7 + i) % 11),
      row % 2 ? 'yes' : 'no',
    ]);
    const shell = new Shell({
      'wide file.csv': [[...names, 'y'], ...rows].map((fields) => fields.join(';')).join('\n'),
    });
    const { output } = await shell.run(`glassnet train 'wide file.csv' --delimiter ';' ${QUICK} -o run`);
    const [, command] = /and 1 more column; all by \S+ ?\S* (audit .*)/.exec(output) ?? [];
    expect(command, output).toContain(`"wide file.csv"`);
    expect((await shell.run(`glassnet ${command}`)).output).toMatch(/^c19 /m);
  });
});

describe('a path that is printed', () => {
  it('has no control character: ANSI colours and marks that turn text are escaped', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'c.csv'), toCsv(table));
    const output = 'r\u001b[31m\u202eun';
    const { stdout, stderr } = await succeed(['train', 'c.csv', ...QUICK.split(' '), '-o', output], { cwd: folder });
    expect(stdout).toContain(String.raw`Model:    r\u001b[31m\u202eun/model.safetensors`);
    const refused = await run(['predict', 'c.csv', '-m', `${output}x`], { cwd: folder });
    // oxlint-disable-next-line no-control-regex
    for (const text of [stdout, stderr, refused.stderr]) expect(text).not.toMatch(/[\u001b\u202e]/);
  });
});
