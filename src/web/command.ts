/**
 * The command that prints the numbers of the page: `glassnet trace …` with the same data, network, step, edits and places.
 */
import { formatPlace, type Edit, type NeuronPlace, type ParameterPlace } from '../study/session/parameter-place.ts';
import type { StudyOrigin } from '../study/session/study.ts';
import type { GivenTrainingOptions } from '../training/training-options.ts';
import type { OpeningData } from '../study/opening/opening.ts';

export interface CommandPlace {
  readonly data: OpeningData;
  readonly training: GivenTrainingOptions;
  readonly origin: StudyOrigin;
  readonly step: number;
  readonly edits: readonly Edit[];
  /** An ID, or a number from 1 where there is none. */
  readonly row: string;
  /** The class that is assumed for the row. */
  readonly assumed: string | null;
  readonly neuron: NeuronPlace | null;
  readonly parameter: ParameterPlace | null;
}

/** In the words of a POSIX shell. */
export function traceCommand(place: CommandPlace): string {
  const { data, training, origin, step, edits, row, assumed, neuron, parameter } = place;
  const words = ['glassnet', 'trace'];
  if (data.kind === 'set') words.push('--set', data.name);
  else words.push(data.file);
  const reading = data.kind === 'csv' && !('pipeline' in data.reading) ? data.reading : {};
  if (reading.columns?.target !== undefined) words.push('--target', reading.columns.target);
  if (origin.kind === 'model') words.push('--model', origin.file, '--member', String(origin.member));
  else words.push('--fresh');
  for (const [name, value] of Object.entries(training)) {
    const text = name === 'hidden' && (value as number[]).length === 0 ? 'none' : String(value);
    words.push(`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, text);
  }
  words.push('--steps', String(step));
  for (const edit of edits)
    words.push('--edit', `${formatPlace(edit)}=${edit.value}${edit.step === step ? '' : `@${edit.step}`}`);
  words.push('--row', row);
  if (assumed !== null) words.push('--as', assumed);
  if (neuron !== null) words.push('--neuron', `${neuron.layer}.${neuron.unit}`);
  if (parameter !== null) words.push('--param', formatPlace(parameter));
  return words.map(quote).join(' ');
}

const quote = (word: string): string =>
  /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
