/**
 * CSV read the slow way, whole text at once by regular expressions, with nothing shared with src: quotes open a field
 * that has only blanks before them, the blanks round a quoted field are dropped, all other blanks are text. A quote that
 * opens inside an unquoted field and closes at the end of another is a fault where it opens; a mark of inches opens none.
 */
interface ReferenceRecord {
  readonly line: number;
  readonly fields: string[];
}

export interface ReferenceReading {
  readonly records: ReferenceRecord[];
  /** Where a quoted field opens that is not closed, or closes too early. */
  readonly fault?: { readonly line: number; readonly column: number };
}

export function parseCsvReference(text: string, delimiter = ','): ReferenceReading {
  const mark = delimiter.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
  const blank = `(?:(?!${mark})[^\\S\\r\\n])*`;
  const quoted = new RegExp(`${blank}"((?:[^"]|"")*)"(?!")${blank}`, 'y');
  const opensQuote = new RegExp(`${blank}"`, 'y');
  const plain = new RegExp(`(?:(?!${mark})[^\\r\\n])*`, 'y');
  const lineEnd = /\r\n|\r|\n/y;

  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const records: ReferenceRecord[] = [];
  while (at < text.length) {
    const line = lineAt(text, at);
    if (take(lineEnd) !== null) {
      records.push({ line, fields: [] });
      continue;
    }
    const fields: string[] = [];
    let stray = 0;
    for (;;) {
      const start = at;
      const isQuoted = take(opensQuote) !== null;
      at = start;
      const found = take(isQuoted ? quoted : plain);
      const isEnded = at === text.length || text[at] === delimiter || text[at] === '\r' || text[at] === '\n';
      if (found === null || !isEnded) {
        return { records, fault: { line: lineAt(text, start), column: fields.length + 1 } };
      }
      if (!isQuoted && found[0].split('"').length % 2 === 0) {
        if (stray > 0 && /"\s*$/.test(found[0])) return { records, fault: { line, column: stray } };
        if (stray === 0 && !/^[^"]*\d"(?:\s[^"]*(?:"[^"]*")*|)$/.test(found[0])) stray = fields.length + 1;
      }
      fields.push(isQuoted ? found[1]!.replaceAll('""', '"') : found[0]);
      if (text[at] !== delimiter) break;
      at++;
    }
    take(lineEnd);
    records.push({ line, fields });
  }
  return { records };
}

function lineAt(text: string, at: number): number {
  return 1 + (text.slice(0, at).match(/\r\n|\r|\n/g) ?? []).length;
}
