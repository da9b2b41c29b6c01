/**
 * The tables of a page that was made here, read back from its HTML.
 */

/** The cells of each row of each table, in order, as a reader sees them. */
export function tablesIn(html: string): string[][][] {
  return [...html.matchAll(/<table>([^]*?)<\/table>/g)].map(([, table]) =>
    [...table!.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) =>
      [...row!.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell]) => textOf(cell!)),
    ),
  );
}

/** Without tags, a blank where one begins a line of its own. */
export function textOf(html: string): string {
  const marks: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  const bare = html.replace(/<span class="note">/g, ' ').replace(/<[^>]*>/g, '');
  return bare.replace(/&(amp|lt|gt|quot|#39);/g, (_, mark: string) => marks[mark]!).replaceAll('\u00A0', ' ');
}

/** Whether a text is the number, to the digits that it shows. */
export function isShownAs(text: string, value: number): boolean {
  const [, sign, digits, exponent = '0', percent] =
    /^([−+]?)([\d,]+(?:\.\d+)?)(?:e([+-]\d+))?( %)?/.exec(text.trim()) ?? [];
  if (digits === undefined) return false;
  const scale = 10 ** (Number(exponent) - (percent === undefined ? 0 : 2));
  const shown = (sign === '−' ? -1 : 1) * Number(digits.replaceAll(',', '')) * scale;
  const last = 10 ** -(digits.split('.')[1]?.length ?? 0) * scale;
  // Half of the last digit; and room for what decimal fractions are in binary.
  return Math.abs(shown - value) <= last * 0.500_001;
}
