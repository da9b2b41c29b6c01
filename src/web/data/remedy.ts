/**
 * The way out that a refusal names, as a button: what is said about the reading of the file, then.
 */
import type { OpeningReading } from '../../study/opening/opening.ts';
import type { Setting } from '../../setting.ts';

const OF_FORMAT = new Set('delimiter header decimal thousands dateOrder encoding skipRows skipFooter'.split(' '));
const OF_COLUMNS = new Set('target id drop numeric categorical missingWord targetBins group time'.split(' '));

/** The reading with a setting more; lists grow. @returns null for a setting that says no value */
export function withSetting(reading: OpeningReading, { option, value }: Setting): OpeningReading | null {
  if (value === undefined) return null;
  const part = OF_FORMAT.has(option) ? 'csv' : OF_COLUMNS.has(option) ? 'columns' : 'preparation';
  const before: Readonly<Record<string, unknown>> = { ...reading[part] };
  const own = before[option];
  const all = Array.isArray(value) && Array.isArray(own) ? [...(own as unknown[]), ...(value as unknown[])] : value;
  return { ...reading, [part]: { ...before, [option]: all } };
}

/** What the button says. */
export function settingText({ option, value }: Setting): string {
  const words = option.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return value === true ? words : `${words}: ${String(value)}`;
}
