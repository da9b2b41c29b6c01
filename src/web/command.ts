/**
 * The command that prints the numbers of the page: `glassnet trace …` with the same data, network, step, edits and places.
 */
import { formatPlace, type Edit, type NeuronPlace, type ParameterPlace } from '../study/session/parameter-place.ts';
import type { StudyOrigin } from '../study/session/study.ts';
import type { GivenTrainingOptions } from '../training/training-options.ts';
import type { OpeningData } from '../study/opening/opening.ts';

export interface CommandPlace {
  readonly data: OpeningData;
  /** That name file and model, quoted, where the page was made for them; none where the page says it itself. */
  readonly words: readonly string[];
  readonly training: GivenTrainingOptions;
  readonly origin: StudyOrigin;
  readonly step: number;
  readonly edits: readonly Edit[];
  /** An ID, or a number from 1 where there is none. */
  readonly row: string;
  /** Rows of the step, the chosen one first. */
  readonly batch: number;
  /** The class that is assumed for the row. */
  readonly assumed: string | null;
  readonly neuron: NeuronPlace | null;
  readonly parameter: ParameterPlace | null;
}

/** In the words of a POSIX shell. */
export function traceCommand(place: CommandPlace): string {
  const { origin, training, step, edits, row, batch, assumed, neuron, parameter } = place;
  const words: string[] = [];
  if (origin.kind === 'fresh') {
    words.push('--fresh');
    words.push(...Object.entries(training).flatMap(([name, value]) => optionWords(name, value)));
  }
  if (step > 0) words.push('--steps', String(step));
  for (const edit of edits) {
    words.push('--edit', `${formatPlace(edit)}=${edit.value}${edit.step === step ? '' : `@${edit.step}`}`);
  }
  words.push('--row', row);
  if (batch > 1) words.push('--batch', String(batch));
  if (assumed !== null) words.push('--as', assumed);
  if (neuron !== null) words.push('--neuron', `${neuron.layer}.${neuron.unit}`);
  if (parameter !== null) words.push('--param', formatPlace(parameter));
  return ['glassnet trace', ...sourceWords(place), ...words.map(quote)].join(' ');
}

/** What names data and model and says how a file is read, quoted where a shell needs it. */
function sourceWords({ data, words, origin }: CommandPlace): string[] {
  if (words.length > 0) return [...words];
  if (data.kind === 'set') return ['--set', data.name];
  const reading = data.kind === 'csv' && !('pipeline' in data.reading) ? data.reading : {};
  const said = Object.entries({ ...reading.csv, ...reading.columns, ...reading.preparation });
  const model = origin.kind === 'model' ? ['--model', origin.file, '--member', String(origin.member)] : [];
  return [data.file, ...said.flatMap(([name, value]) => optionWords(name, value)), ...model].map(quote);
}

/** An option as flags are written. */
function optionWords(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (value === true) return [flag];
  return [flag, ([value].flat() as (string | number)[]).join(',') || 'none'];
}

const quote = (word: string): string =>
  /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
