/**
 * A CSV file as blocks of plain records, scanned without a CSV parser, and batches of the other ones, read by it: the same
 * records in the same order, and the same errors, as `readCsv` has for all of them.
 */
import { BlockCutter } from './block-cutter.ts';
import { isBlankLine, type CsvRecord } from './csv-record.ts';
import { requireDelimiter } from './delimiter.ts';
import type { DecimalMark } from '../cells/number.ts';
import { PieceCutter } from './piece-cutter.ts';
import { isPlainDelimiter } from './plain-scanner.ts';
import { RecordBlock } from './record-block.ts';
import type { RecordPiece } from './record-guard.ts';
import { readPiece } from './csv-reader.ts';
import { splitFields, type FieldSplitter } from './field-splitter.ts';

export interface ReadBlocksOptions {
  /** The name that errors carry. */
  readonly file: string;
  /** One character. */
  readonly delimiter: string;
  readonly decimal: DecimalMark;
  /** `splitFields` by default. */
  readonly split?: FieldSplitter | undefined;
  /** How many fields each record has; those of the first one by default. */
  readonly fieldCount?: number | undefined;
  /** The physical line that the bytes start on, 1 by default, and where that is in the file. */
  readonly line?: number | undefined;
  readonly offset?: number | undefined;
}

/** Takes the bytes as they come. A block is valid until the next one is asked for. */
export class BlockReader {
  readonly #file: string;
  readonly #delimiter: string;
  readonly #split: FieldSplitter;
  readonly #cutter: BlockCutter | PieceCutter;

  /** @throws UsageError E_USAGE_DELIMITER */
  constructor({ file, delimiter, decimal, split = splitFields, fieldCount, line, offset }: ReadBlocksOptions) {
    requireDelimiter(delimiter);
    this.#file = file;
    this.#delimiter = delimiter;
    this.#split = split;
    this.#cutter = isPlainDelimiter(delimiter)
      ? new BlockCutter(file, delimiter, decimal, { offset, line, fieldCount })
      : new PieceCutter(file, delimiter, offset, line);
  }

  /**
   * The first record that isn't blank is never part of a block; it tells how many fields the records of blocks have.
   *
   * @throws as `readCsv` does, after what stands before the fault.
   */
  push(bytes: Uint8Array): AsyncGenerator<CsvRecord[] | RecordBlock, void, undefined> {
    return this.parse(this.#cutter.push(bytes));
  }

  /**
   * Between records: goes on behind some that are read elsewhere, the last of which ends with LF, and yields what was
   * still waiting.
   *
   * @throws RangeError for a delimiter that plain records can't have.
   */
  skip(byteLength: number, lineCount: number): AsyncGenerator<CsvRecord[] | RecordBlock, void, undefined> {
    if (!(this.#cutter instanceof BlockCutter)) throw new RangeError('BlockReader: nothing can be left out');
    return this.parse(this.#cutter.skip(byteLength, lineCount));
  }

  /** @throws as `push` */
  end(): AsyncGenerator<CsvRecord[] | RecordBlock, void, undefined> {
    return this.parse(this.#cutter.end());
  }

  private async *parse(parts: Iterable<RecordPiece | RecordBlock>) {
    for (const part of parts) {
      if (part instanceof RecordBlock) {
        yield part;
        continue;
      }
      const records = await readPiece(part, this.#file, this.#delimiter, this.#split);
      if (this.#cutter instanceof BlockCutter) {
        this.#cutter.fieldCount ??= records.find((record) => !isBlankLine(record, 0))?.fields.length;
      }
      yield records;
    }
  }
}

/** @throws as `readCsv` does, after what stands before the fault. */
export async function* readBlocks(
  source: AsyncIterable<Uint8Array>,
  options: ReadBlocksOptions,
): AsyncGenerator<CsvRecord[] | RecordBlock, void, undefined> {
  const reader = new BlockReader(options);
  for await (const bytes of source) yield* reader.push(bytes);
  yield* reader.end();
}
