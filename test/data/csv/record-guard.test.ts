import { describe, expect, it } from 'vitest';
import { matchRecords, MAX_RECORD_LENGTH, RecordGuard, type RecordPiece } from '../../../src/data/csv/record-guard.ts';
import { DataError } from '../../../src/errors.ts';

function cut(...chunks: string[]): { pieces: RecordPiece[]; error?: DataError } {
  const guard = new RecordGuard('own.csv', ',');
  const pieces: RecordPiece[] = [];
  try {
    for (const chunk of chunks) for (const piece of guard.push(chunk)) pieces.push(piece);
    for (const piece of guard.end()) pieces.push(piece);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { pieces, error };
  }
  return { pieces };
}

describe('RecordGuard', () => {
  it('gives each record its physical line and number of fields', () => {
    const { pieces } = cut('a,b\n"1\n\r\n2",x\r\r\n,,\r\nlast');
    expect(pieces).toEqual([
      { text: 'a,b\n"1\n\r\n2",x\n\n,,\nlast\n', lines: [1, 2, 5, 6, 7], fieldCounts: [2, 2, 0, 3, 1] },
    ]);
  });

  it('takes CR and LF from two chunks as one line end', () => {
    expect(cut('a\r', '\nb\r', 'c', '\r').pieces).toEqual([
      { text: 'a\nb\nc\n', lines: [1, 2, 3], fieldCounts: [1, 1, 1] },
    ]);
  });

  it('quotes a first field of blanks and doubles U+FEFF at the start, which fast-csv would drop', () => {
    expect(cut('  ,a\n  \n').pieces[0]!.text).toBe('"  ",a\n"  "\n');
    expect(cut('\uFEFFa\n\uFEFFb').pieces[0]!.text).toBe('\uFEFF\uFEFFa\n\uFEFFb\n');
  });

  it('cuts pieces after 512 records or 65,536 characters, wherever the chunks end', () => {
    const short = 'ab\n'.repeat(1100);
    expect(cut(short).pieces.map(({ lines }) => lines.length)).toEqual([512, 512, 76]);
    const long = `${'x'.repeat(40_000)}\n`.repeat(5);
    const lengths = cut(long).pieces.map(({ lines }) => lines.length);
    expect(lengths).toEqual([2, 2, 1]);
    expect(cut(...long.match(/[^]{1,999}/g)!).pieces).toEqual(cut(long).pieces);
  });

  it.each([
    ['in a plain field', '', '', 'E_CSV_RECORD'],
    ['in a quoted field', '"', '"', 'E_CSV_QUOTE'],
  ])('takes records of 2^20 - 1 and 2^20 characters %s, and refuses 2^20 + 1', (_, open, close, code) => {
    for (const length of [MAX_RECORD_LENGTH - 1, MAX_RECORD_LENGTH]) {
      const record = open + 'x'.repeat(length - open.length - close.length) + close;
      const { pieces, error } = cut('a\r\n', record.slice(0, 1000), `${record.slice(1000)}\r\n`, 'b');
      expect(error).toBeUndefined();
      expect(pieces.flatMap(({ lines }) => lines)).toEqual([1, 2, 3]);
    }
    const record = open + 'x'.repeat(MAX_RECORD_LENGTH + 1 - open.length - close.length) + close;
    for (const chunks of [[`a\r\n${record}`], ['a\r\n', record.slice(0, 1000), record.slice(1000)]]) {
      const { pieces, error } = cut(...chunks);
      expect(pieces.flatMap(({ lines }) => lines)).toEqual([1]);
      expect(error).toMatchObject({ code, exitCode: 3, file: 'own.csv', line: 2, column: 1 });
    }
  });

  it('points at the line where the unclosed quote opens, not where its record starts', () => {
    const { pieces, error } = cut('id,note\n"1\n1",2,"open\n3,4\n');
    expect(pieces).toEqual([{ text: 'id,note\n', lines: [1], fieldCounts: [2] }]);
    expect(error).toMatchObject({ code: 'E_CSV_QUOTE', line: 3, column: 3 });
    expect(error!.message).toBe('the quote that opens this field is not closed before the end of the file');
  });

  it('refuses text after a closing quote with the field where the quote opens', () => {
    expect(cut('a,b\n1,"a"b\n').error).toMatchObject({ code: 'E_CSV_QUOTE', line: 2, column: 2 });
    const { error } = cut('a,b\n1,"2\n3,4\n"😀');
    expect(error).toMatchObject({ code: 'E_CSV_QUOTE', line: 2, column: 2 });
    expect(error!.message).toBe('expected a delimiter or line end after the closing quote on line 4, got "😀"');
    expect(cut('"a" "b"').error!.message).toContain('got "\\""');
  });
});

describe('matchRecords', () => {
  const piece: RecordPiece = { text: 'a,b\n\n1,2\n', lines: [4, 5, 6], fieldCounts: [2, 0, 2] };

  function mismatch(rows: string[][], counts: RecordPiece = piece): unknown {
    try {
      matchRecords(counts, rows, 'own.csv');
    } catch (error) {
      if (error instanceof DataError) return { code: error.code, line: error.line, message: error.message };
    }
    return undefined;
  }

  it('gives the fields their lines when guard and parser agree', () => {
    expect(matchRecords(piece, [['a', 'b'], [], ['1', '2']], 'own.csv')).toEqual([
      { line: 4, fields: ['a', 'b'] },
      { line: 5, fields: [] },
      { line: 6, fields: ['1', '2'] },
    ]);
  });

  it('refuses a record that the parser lost, added or split otherwise, and names the line', () => {
    expect(mismatch([['a', 'b'], []])).toMatchObject({ code: 'E_CSV_PARSE', line: 6 });
    expect(
      mismatch([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toMatchObject({ code: 'E_CSV_PARSE', line: 5 });
    expect(mismatch([['a', 'b'], [], ['1', '2'], ['3', '4']])).toMatchObject({ code: 'E_CSV_PARSE', line: 4 });
    expect(mismatch([['a', 'b'], [], ['1', '2', '']])).toMatchObject({ code: 'E_CSV_PARSE', line: 6 });
  });

  it('refuses what a guard that miscounts would let through', () => {
    const rows = [['a', 'b'], [], ['1', '2']];
    expect(mismatch(rows, { ...piece, lines: [4, 5], fieldCounts: [2, 0] })).toEqual({
      code: 'E_CSV_PARSE',
      line: 4,
      message: 'expected 2 records from here on, the parser found 3',
    });
    expect(mismatch(rows, { ...piece, lines: [4, 5, 6, 7], fieldCounts: [2, 0, 2, 2] })).toMatchObject({ line: 7 });
  });
});
