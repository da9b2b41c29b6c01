/**
 * The target while it is read: its texts become classes when all are known. A row without a label is marked, so that the
 * table can leave it out.
 */
import type { CellFormat, CellPlace, ColumnPlace } from '../cells/cell.ts';
import { MissingWords } from '../cells/missing.ts';
import { DataError, quoted } from '../../errors.ts';
import type { ColumnBuilder } from '../columns/column-builder.ts';
import { listTexts } from '../column-name.ts';
import type { RecordBlock } from '../csv/record-block.ts';
import type { ReadingLog } from '../reading-log.ts';
import type { TextColumn } from '../table.ts';
import { CodedTexts, type CountedText } from './coded-texts.ts';
import { readClasses, UNKNOWN_LABEL, type Classes } from './labels.ts';
import { regressionError } from './target-numbers.ts';

export interface LabelOptions {
  /** The classes that there are, if that is known: another text is a fault. */
  readonly known?: readonly string[] | undefined;
  /** Words for a missing value that somebody named. */
  readonly missingWords: readonly string[];
  /** True where somebody said that numbers are names of classes. */
  readonly areClasses: boolean;
}

export class LabelColumnBuilder implements ColumnBuilder {
  readonly #place: ColumnPlace;
  readonly #format: CellFormat;
  readonly #options: LabelOptions;
  readonly #log: ReadingLog;
  readonly #texts = new CodedTexts();

  constructor(place: ColumnPlace, format: CellFormat, options: LabelOptions, log: ReadingLog) {
    this.#place = place;
    this.#format = format;
    this.#options = options;
    this.#log = log;
  }

  reserve(rowCount: number): void {
    this.#texts.reserve(rowCount);
  }

  add(text: string, line: number): void {
    this.#texts.add(text, line);
  }

  addCells(block: RecordBlock, field: number): void {
    this.#texts.addCells(block, field);
  }

  truncate(rowCount: number): void {
    this.#texts.truncate(rowCount);
  }

  /** Notes what was inferred, and as a fault each class that isn't known, and a target of numbers. */
  finish(): TextColumn {
    const { known, missingWords, areClasses } = this.#options;
    const texts = this.#texts.texts();
    const classes = readClasses(texts, this.#format.missing, new MissingWords(missingWords), known);
    if (known === undefined) {
      this.noteFolded(classes);
      const fault = areClasses ? null : regressionError(texts, classes, this.#place);
      if (fault !== null) this.#log.fault(fault);
    } else this.noteUnknown(texts, classes, known);
    const codeOf = classes.classOf.map((number) => Math.max(number, -1));
    const codes = this.#texts.codes;
    for (let row = 0; row < codes.length; row++) codes[row] = codeOf[codes[row]!]!;
    return { kind: 'text', name: this.#place.field, codes, levels: classes.names };
  }

  private noteFolded({ folded }: Classes): void {
    if (folded.length === 0) return;
    const { field } = this.#place;
    const pairs = listTexts(folded.map(({ text, as }) => `${JSON.stringify(text)} as ${JSON.stringify(as)}`));
    this.#log.infer({
      kind: 'labels',
      text: `target ${quoted(field)}: labels that differ in case, or in how a number is written, are one class: ${pairs}`,
      settings: [],
      field,
    });
  }

  private noteUnknown(texts: readonly CountedText[], { classOf }: Classes, known: readonly string[]): void {
    for (const [code, { text, line }] of texts.entries()) {
      if (classOf[code] === UNKNOWN_LABEL) this.#log.fault(unknownLabel(text, known, { ...this.#place, line }));
    }
  }
}

/** The error for a target that the model can't predict. */
function unknownLabel(text: string, classes: readonly string[], place: CellPlace): DataError {
  return new DataError('E_DATA_LABEL', `target ${quoted(place.field)}: the model knows no class ${quoted(text)}`, {
    ...place,
    hint: `its classes are ${classes.slice(0, 8).map(quoted).join(', ')}`,
  });
}
