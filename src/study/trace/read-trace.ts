/**
 * Reads a trace that was saved, from the command or from the page.
 */
import { quoted } from '../../errors.ts';
import { Field } from '../../formats/json-field.ts';
import { boolean, listOf, nullable, number, objectOf, oneOf, string, type Check } from '../../formats/json-checks.ts';
import { parseJson } from '../../formats/json.ts';
import { refusalFor } from '../../formats/refusal.ts';
import { TRACE_SCHEMA, type TraceDocument } from './trace-document.ts';

const numberOrText: Check = (field) => {
  try {
    field.number();
  } catch {
    field.string();
  }
};

const tensor: Check = (field) => {
  field.get('name').string();
  const size = field
    .get('shape')
    .list()
    .reduce((product, length) => product * length.count(), 1);
  nullable(listOf(number, size))(field.get('values'));
};

const input = objectOf({ name: string, mean: number, scale: number, isPiece: boolean, value: number });
const cell = objectOf({
  column: string,
  kind: oneOf('number', 'boolean', 'date', 'category', 'input'),
  value: nullable(numberOrText),
  filled: nullable(numberOrText),
  inputs: listOf(input),
});

/** What readers of a trace look at; the rest is taken as it is. */
const trace = objectOf({
  source: objectOf({
    data: objectOf({ file: string }),
    model: objectOf({ kind: oneOf('fresh', 'model') }),
    step: number,
    edits: listOf(objectOf({ name: string })),
  }),
  network: objectOf({
    inputs: (field) => void field.count(),
    units: listOf((field) => void field.count()),
    layers: listOf(objectOf({ kind: string })),
    output: oneOf('softmax', 'sigmoid'),
    classes: listOf(string),
  }),
  optimizer: objectOf({ kind: string, t: number }),
  row: objectOf({
    number: number,
    target: nullable(objectOf({ name: string, number })),
    cells: listOf(cell),
  }),
  batch: objectOf({ rows: (field) => void field.count(), weights: nullable(listOf(number)) }),
  tensors: listOf(tensor),
});

/** @throws FormatError E_TRACE_CONFIG naming the field that is missing or wrong, or E_TRACE_VERSION. */
export function readTrace(text: string, file: string): TraceDocument {
  const refuse = refusalFor(file);
  const value = parseJson(text, file);
  const root = new Field(value, 'trace', 'E_TRACE_CONFIG', refuse);
  const schema = root.get('schema').string();
  if (!schema.startsWith('glassnet.trace/')) throw root.get('schema').wrong(quoted(TRACE_SCHEMA));
  if (schema !== TRACE_SCHEMA) {
    throw refuse('E_TRACE_VERSION', `the trace is ${quoted(schema)}, this program reads ${quoted(TRACE_SCHEMA)}`);
  }
  trace(root);
  requireClass(root);
  return value as unknown as TraceDocument;
}

/** A class that is numbered beyond the list would be looked for in vain. */
function requireClass(root: Field): void {
  const target = root.get('row').get('target');
  const count = root.get('network').get('classes').list().length;
  if (target.isNull()) return;
  const place = target.get('number').number();
  if (!(Number.isInteger(place) && place >= 0 && place < count)) {
    throw target.get('number').wrong(`a class number below ${count}`);
  }
}
