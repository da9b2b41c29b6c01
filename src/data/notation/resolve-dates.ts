/**
 * The order of day, month and year in the dates of a file: 28/06/2019 proves that the day comes first, for all columns.
 */
import { DATE_ORDERS, type DateOrder } from '../cells/date.ts';
import type { ReadingLog } from '../reading-log.ts';
import { DataError, quoted } from '../../errors.ts';
import { setting, wording } from '../../wording.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { ALL_ORDERS, countRows, firstOf } from './written-level.ts';

const SAID: Readonly<Record<DateOrder, string>> = {
  dmy: 'the day first',
  mdy: 'the month first',
  ymd: 'the year first',
};

/**
 * @param columns those of dates
 * @param refused takes the columns that are
 * @returns undefined where no date needs an order
 */
export function resolveDateOrder(
  columns: readonly ColumnEvidence[],
  given: DateOrder | undefined,
  log: ReadingLog,
  refused: Set<ColumnEvidence>,
): DateOrder | undefined {
  const open = columns.filter(({ levels }) => levels.some(({ orders }) => orders !== ALL_ORDERS));
  if (given !== undefined || open.length === 0) return given;
  const votes = open.map((column) => ({ column, orders: ordersOf(column) }));
  const whole = votes.filter(({ orders }) => orders !== 0);
  const common = whole.reduce((all, { orders }) => all & orders, whole.length > 0 ? ALL_ORDERS : 0);
  if (whole.length === 0) return mostFrequent(open);
  const possible = DATE_ORDERS.filter((_, i) => common & (1 << i));
  if (possible.length === 1) {
    sayOrder(open, possible[0]!, log);
    return possible[0];
  }
  if (possible.length === 0) return refuseOrders(whole, log, refused);
  for (const column of open) {
    const { text, line } = firstOf(column.levels.filter(({ orders }) => orders !== ALL_ORDERS))!;
    const ways = possible.map((order) => SAID[order]).join(' or ');
    const hint = possible
      .map((order) => wording`${setting('dateOrder', order)}`)
      .reduce((a, b) => wording`${a} or ${b}`);
    refused.add(column);
    log.fault(
      new DataError(
        'E_CSV_DATE',
        `column ${quoted(column.place.field)}: ${quoted(text)} can have ${ways}, and no date of the file tells`,
        { ...column.place, line, hint },
      ),
    );
  }
  return undefined;
}

/** The orders in which all dates of a column can be read. */
function ordersOf({ levels }: ColumnEvidence): number {
  return levels.reduce((all, { orders }) => all & orders, ALL_ORDERS);
}

/** No order reads all dates: the one that reads most of them. */
function mostFrequent(columns: readonly ColumnEvidence[]): DateOrder {
  const rows = DATE_ORDERS.map((_, i) =>
    countRows(columns.flatMap(({ levels }) => levels.filter(({ orders }) => orders & (1 << i)))),
  );
  return DATE_ORDERS[rows.indexOf(Math.max(...rows))]!;
}

function sayOrder(open: readonly ColumnEvidence[], order: DateOrder, log: ReadingLog): void {
  const { text, line, column } = proofOf(open, order);
  const others = open.length > 1 ? `, so in ${open.length} columns` : '';
  log.infer({
    kind: 'dates',
    text: `${column.place.field}: ${quoted(text)} on line ${line} has ${SAID[order]}${others}`,
    settings: [setting('dateOrder', order)],
    field: column.place.field,
  });
}

/** The first date that can be read in fewest orders. */
function proofOf(columns: readonly ColumnEvidence[], order: DateOrder) {
  const dates = columns.flatMap((column) =>
    column.levels.flatMap((level) => {
      return level.orders !== ALL_ORDERS && level.orders & (1 << DATE_ORDERS.indexOf(order))
        ? [{ ...level, column }]
        : [];
    }),
  );
  const certain = dates.filter(({ orders }) => (orders & (orders - 1)) === 0);
  return firstOf(certain.length > 0 ? certain : dates)!;
}

/** Columns that prove different orders: those that agree with the first are kept. */
function refuseOrders(
  votes: readonly { readonly column: ColumnEvidence; readonly orders: number }[],
  log: ReadingLog,
  refused: Set<ColumnEvidence>,
): DateOrder {
  const counts = DATE_ORDERS.map((_, i) => votes.filter(({ orders }) => orders & (1 << i)).length);
  const order = DATE_ORDERS[counts.indexOf(Math.max(...counts))]!;
  const bit = 1 << DATE_ORDERS.indexOf(order);
  const kept = proofOf(
    votes.filter(({ orders }) => orders & bit).map(({ column }) => column),
    order,
  );
  for (const { column, orders } of votes.filter((vote) => !(vote.orders & bit))) {
    const other = DATE_ORDERS[DATE_ORDERS.findIndex((_, i) => orders & (1 << i))]!;
    const { text, line } = proofOf([column], other);
    const { field } = column.place;
    refused.add(column);
    log.fault(
      new DataError(
        'E_CSV_DATE',
        `column ${quoted(field)}: ${quoted(text)} has ${SAID[other]}, but ${quoted(kept.text)} in column ${quoted(kept.column.place.field)} on line ${kept.line} has ${SAID[order]}`,
        { ...column.place, line, hint: wording`write both as YYYY-MM-DD, or train with ${setting('drop', field)}` },
      ),
    );
  }
  return order;
}
