/**
 * Training runs whose reports are looked at: the course's file, and files that try a page's patience.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../../src/random.ts';
import * as program from '../../support/cli.ts';
import { customers, toCsv, type Customers } from '../../support/customers.ts';
import { succeed } from '../../support/run-here.ts';

/** Names that break what is not careful: markup, quotes, text from right to left, and a thousand letters. */
const HOSTILE_NAMES = [
  'id',
  `<script>alert("visits")</script>`,
  `"spend" & 'so on' <img src=x onerror=alert(1)>`,
  '\u202eesrever ni tfel\u202c',
  '\u0645\u0628\u0644\u063a \u05d4\u05db\u05e0\u05e1\u05d4',
  'long '.repeat(200),
  'L'.repeat(1000),
  `]]></style></svg><!--`,
];

/** A file with these columns: numbers with a signal in the first two, and a class. */
function wide(names: readonly string[], classes: readonly string[], ids: (i: number) => string): Customers {
  const { rows } = customers({ count: 400, classes: [...classes] });
  const random = createRandom('1', 'report');
  const noise = names.slice(3);
  const cells = rows.map(([, visits, spend, label], i) =>
    [ids(i), visits!, spend!].concat(
      noise.map(() => (random.next() * 100).toFixed(1)),
      label!,
    ),
  );
  return { names: [...names, 'bought'], rows: cells };
}

/** Sixty columns: numbers, some missing, and every third a category of a few names. */
function sixty(): Customers {
  const names = ['id', ...Array.from({ length: 60 }, (_, i) => `measure of customers number ${i + 1}`)];
  const { names: all, rows } = wide(names, ['0', '1'], (i) => `customer ${i}`);
  const random = createRandom('1', 'gaps');
  const plans = ['basic', 'family plan', 'student plan with a long name', 'business', 'rare'];
  const cell = (text: string, column: number): string => {
    if (column === 0 || column === all.length - 1) return text;
    if (random.next() < 0.1) return '';
    return column % 3 === 0 ? plans[random.integer(plans.length)]! : text;
  };
  return { names: all, rows: rows.map((cells) => Array.from(cells, cell)) };
}

const COURSE = join(program.ROOT, 'data/audiobooks.csv');
const QUICK = ['--epochs', '12', '--quiet'];

/** What each report is of, and how its run folder comes about in a folder. */
export const REPORTS: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  'the course': async (folder) => {
    // With the threads of the program itself.
    await program.succeed(['train', COURSE, '--output', folder, '--quiet']);
  },
  'the course, plain': async (folder) => {
    await succeed(['train', COURSE, '--preset', 'plain', '--output', folder, ...QUICK]);
  },
  'three classes': (folder) => trainOn(toCsv(customers({ count: 400, classes: ['never', 'once', 'often'] })), folder),
  'arrays only': async (folder) => {
    const arrays = `${folder}-arrays`;
    await succeed(['prepare', COURSE, '--output', arrays, '--quiet']);
    await succeed(['train', join(arrays, 'audiobooks_train.npz'), '--output', folder, ...QUICK]);
  },
  'hostile names': (folder) =>
    trainOn(
      toCsv(wide(HOSTILE_NAMES, [`<b>"no"</b>`, `\u202eyes & '`], (i) => `<i>"${i}"\u202e</i>`)),
      folder,
      '--positive',
      `\u202eyes & '`,
    ),
  'sixty columns': (folder) => trainOn(toCsv(sixty()), folder),
};

/** The name of the file is as bad as any. */
async function trainOn(csv: string, folder: string, ...more: string[]): Promise<void> {
  const file = `${folder} <b>&"of".csv`;
  writeFileSync(file, csv);
  await succeed(['train', file, '--target', 'bought', '--id', 'id', '--output', folder, ...QUICK, ...more]);
}
