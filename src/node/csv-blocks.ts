/**
 * A CSV file as blocks of plain records, scanned without a CSV parser, and batches of the other ones, read by it: the same
 * records in the same order, and the same errors, as `readCsv` has for all of them.
 */
import { BlockCutter } from '../data/block-cutter.ts';
import { isBlankLine, type CsvRecord } from '../data/csv-record.ts';
import { requireDelimiter } from '../data/delimiter.ts';
import type { DecimalMark } from '../data/number.ts';
import { isPlainDelimiter } from '../data/plain-scanner.ts';
import { RecordBlock } from '../data/record-block.ts';
import type { RecordPiece } from '../data/record-guard.ts';
import { readCsv, readPiece } from './csv-reader.ts';

export interface ReadBlocksOptions {
  /** The name that errors carry. */
  readonly file: string;
  /** One character. */
  readonly delimiter: string;
  readonly decimal: DecimalMark;
}

/**
 * The first record that isn't blank is never part of a block; it tells how many fields the records of blocks have. A block
 * is valid until the next one is asked for.
 *
 * @throws as `readCsv` does, after what stands before the fault.
 */
export async function* readBlocks(
  source: AsyncIterable<Uint8Array>,
  options: ReadBlocksOptions,
): AsyncGenerator<CsvRecord[] | RecordBlock, void, undefined> {
  const { file, delimiter, decimal } = options;
  requireDelimiter(delimiter);
  if (!isPlainDelimiter(delimiter)) {
    yield* readCsv(source, options);
    return;
  }
  const cutter = new BlockCutter(file, delimiter, decimal);
  async function* parsed(parts: Iterable<RecordPiece | RecordBlock>) {
    for (const part of parts) {
      if (part instanceof RecordBlock) {
        yield part;
        continue;
      }
      const records = await readPiece(part, file, delimiter);
      cutter.fieldCount ??= records.find((record) => !isBlankLine(record, 0))?.fields.length;
      yield records;
    }
  }
  for await (const bytes of source) yield* parsed(cutter.push(bytes));
  yield* parsed(cutter.end());
}
