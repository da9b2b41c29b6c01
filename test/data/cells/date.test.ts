import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDate, parseDate, type DateOrder } from '../../../src/data/cells/date.ts';

const MS_PER_DAY = 86_400_000;
const DAY_1 = Date.parse('0001-01-01') / MS_PER_DAY;
const LAST_DAY = Date.parse('9999-12-31') / MS_PER_DAY;
const days = fc.integer({ min: DAY_1, max: LAST_DAY });
const twoDigits = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));

describe('parseDate', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['1969-12-31', -1],
    ['2024-02-29', 19_782],
    [' 2024-02-29\t', 19_782],
    // Date.UTC would take this year for 1999.
    ['0099-01-01', Date.parse('0099-01-01') / MS_PER_DAY],
    ['1970-01-01T12:00', 0.5],
    ['1970-01-01 18:00:00', 0.75],
    ['1970-01-01T00:00:00.999Z', 0],
    ['1970-01-02T00:00+12:00', 0.5],
    ['1970-01-01T00:00:00-06:00', 0.25],
    ['1970-1-2', 1],
    ['1970/01/02', 1],
    ['1970.1.2', 1],
    ['02-Jan-1970', 1],
    ['2 January 1970', 1],
    ['Jan 2, 1970', 1],
    ['jan. 2 1970', 1],
    ['02-Jan-70', 1],
    ['1 Sept 2068', Date.parse('2068-09-01') / MS_PER_DAY],
    ['Jan 2, 1970 6:00 PM', 1.75],
    ['1970-01-01 12:00 am', 0],
    ['1970-01-01 12:00pm', 0.5],
  ])('reads %j as %d days', (text, expected) => {
    expect(parseDate(text)).toBe(expected);
  });

  it('agrees with Date.parse on 2,000 days of the years 1 to 9999, and formatDate inverts it', () => {
    fc.assert(
      fc.property(days, (day) => {
        const text = formatDate(day);
        expect(text).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(parseDate(text)).toBe(day);
        expect(Date.parse(text)).toBe(day * MS_PER_DAY);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('agrees with Date.parse on 2,000 times of day with an offset, to the last bit', () => {
    const zone = fc.oneof(
      fc.constant('Z'),
      fc.tuple(fc.constantFrom('+', '-'), twoDigits(23), twoDigits(59)).map(([sign, h, m]) => `${sign}${h}:${m}`),
    );
    fc.assert(
      fc.property(days, twoDigits(23), twoDigits(59), twoDigits(59), zone, (day, hour, minute, second, offset) => {
        const text = `${formatDate(day)}T${hour}:${minute}:${second}${offset}`;
        expect(parseDate(text)).toBe(Date.parse(text) / MS_PER_DAY);
        expect(parseDate(text.replace('T', ' '))).toBe(parseDate(text));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('knows the calendar: of all days and months from 00 to 39, 365 are days of 2023 and 366 of 2024', () => {
    const known = (year: number) => {
      const texts = Array.from({ length: 1600 }, (_, i) => [Math.floor(i / 40), i % 40])
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'))
        .filter((monthAndDay) => !Number.isNaN(parseDate(`${year}-${monthAndDay}`)));
      return texts.length;
    };
    expect([known(2023), known(2024), known(1900), known(2000)]).toEqual([365, 366, 365, 366]);
  });

  it.each([
    '',
    '2024',
    '2024-1-1-1',
    '2024-01/01',
    '1 Mar',
    'Junk 28, 2019',
    'Mars 28, 2019',
    '28-Jun-019',
    '1970-01-01 13:00 pm',
    '1970-01-01 0:30 am',
    '1.2.2024',
    '24-01-01',
    '20240101',
    '02024-01-01',
    '2024-01-01x',
    '2024-01-01T',
    '2024-01-01T24:00',
    '2024-01-01T12:60',
    '2024-01-01T12:00:60',
    '2024-01-01T12:00+24:00',
    '2024-01-01T12:00+02:60',
    '2024-01-01Z',
    '2024-01-01\n',
    '２０２４-01-01',
    '31.12.2024',
  ])('says NaN for %j', (text) => {
    expect(parseDate(text)).toBeNaN();
  });
});

describe('formatDate', () => {
  it('gives the day on which a time falls, before 1970 too', () => {
    expect([0.99, -0.01, 19_782.5].map(formatDate)).toEqual(['1970-01-01', '1969-12-31', '2024-02-29']);
  });

  it('writes the year before 1 whole', () => {
    expect(formatDate(parseDate('0000-01-01T00:00+01:00'))).toBe('-000001-12-31');
  });
});

describe('a date that needs an order', () => {
  it.each<[string, DateOrder, string | null]>([
    ['28/06/2019', 'dmy', '2019-06-28'],
    ['28/06/2019', 'mdy', null],
    ['06/28/2019', 'mdy', '2019-06-28'],
    ['06/28/2019', 'dmy', null],
    ['3.4.2024', 'dmy', '2024-04-03'],
    ['3.4.2024', 'mdy', '2024-03-04'],
    ['3.4.2024', 'ymd', null],
    ['03-04-24', 'dmy', '2024-04-03'],
    ['03-04-24', 'ymd', '2003-04-24'],
    ['1/2/68', 'dmy', '2068-02-01'],
    ['1/2/69', 'dmy', '1969-02-01'],
    ['31/12/2024 23:59', 'dmy', '2024-12-31'],
    ['12/31/2024 1:05:00 PM', 'mdy', '2024-12-31'],
    // The order is of those alone that need one.
    ['2024-12-31', 'mdy', '2024-12-31'],
    ['2024/12/31', 'dmy', '2024-12-31'],
    ['31/12/224', 'dmy', null],
    ['31/12-2024', 'dmy', null],
    ['31 12 2024', 'dmy', null],
    ['29/02/2023', 'dmy', null],
  ])('%s in the order %s is %s, and without one it is none', (text, order, day) => {
    const found = parseDate(text, order);
    expect(Number.isNaN(found) ? null : formatDate(found)).toBe(day);
    if (!/^\d{4}/.test(text)) expect(parseDate(text)).toBeNaN();
  });

  it('reads 2,000 days back in each order, with each mark', () => {
    const parts = (day: number) => formatDate(day).split('-') as [string, string, string];
    fc.assert(
      fc.property(days, fc.constantFrom('/', '.', '-'), (day, mark) => {
        const [year, month, date] = parts(day);
        expect(parseDate([date, month, year].join(mark), 'dmy')).toBe(day);
        expect(parseDate([month, date, year].join(mark), 'mdy')).toBe(day);
        expect(parseDate([year, month, date].join(mark))).toBe(day);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
