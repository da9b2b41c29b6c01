/**
 * Numbers as page and card write them, alone and with their intervals.
 */
import type { Interval } from '../../evaluation/intervals/share-interval.ts';
import type { Figure } from '../../evaluation/judgement.ts';
import { formatNumber } from '../charts/format-number.ts';

type Write = (value: number) => string;

/** 14,084 */
export const count: Write = (value) => formatNumber(value, 'count');

/** 0.9212 as 92.1 %, with more decimals only near 0 and 1. */
export const percent: Write = (share) => formatNumber(share, 'share').replace(/^(\S?\d+) %$/, '$1.0 %');

/** A round share, such as 10 % of the customers. */
export const part: Write = (share) => formatNumber(share, 'share');

/** 5.5, as in "5.5 times as many" */
export const times: Write = (ratio) => ratio.toFixed(1);

/** Four significant digits. */
export const number: Write = (value) => formatNumber(value, 'number');

/** The same with its sign. */
export const signed: Write = (value) => formatNumber(value, 'signed');

export const money: Write = (amount) => formatNumber(amount, 'money');

/** Three decimals, or two from 10 on, so that figures of several models stand below each other. */
export const figure: Write = (value) => value.toFixed(Math.abs(value) < 9.9995 ? 3 : 2);

/** `1 customer`, `2,000 customers` */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** `0.903 to 0.938`, `90.3 to 93.8 %` */
export function range({ low, high }: Interval, write: Write): string {
  const [from, to] = [write(low), write(high)];
  return `${to.endsWith(' %') ? from.replace(/ %$/, '') : from} to ${to}`;
}

/** `0.922 (0.903 to 0.938)` */
export function within({ value, interval }: Figure, write: Write): string {
  if (value === null) return 'unknown';
  return interval === null ? write(value) : `${write(value)} (${range(interval, write)})`;
}
