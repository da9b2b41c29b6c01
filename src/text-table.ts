/**
 * Tables as text: columns two blanks apart, a rule under the first row, so that they read the same in a terminal, in a
 * pipe and in a file.
 */
export type Alignment = 'left' | 'right';

export function formatTable(rows: readonly (readonly string[])[], align: readonly Alignment[]): string {
  const widths = align.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        align[column] === 'right' ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
  const ruleLength = widths.reduce((sum, width) => sum + width + 2, -2);
  return [lines[0]!, '─'.repeat(ruleLength), ...lines.slice(1)].join('\n');
}

/** A whole number with its digits in groups of three: 14084 → `14,084`. */
export function groupDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 row`, `2,000 rows` */
export function counted(count: number, noun: string): string {
  return `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share in [0, 1] as a percentage with two decimals: 0.82142 → `82.14%`. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** The text, cut to at most `most` characters. */
export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** The text in lines of at most so many characters, broken between words; a longer word has a line of its own. */
export function wrapped(text: string, most = 80): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= most || line === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}
