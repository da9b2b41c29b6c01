/**
 * `glassnet equation [ID]`: an equation of training with its derivation, its code and its numbers, or the list of them.
 */
import { quoted, UsageError } from '../../../errors.ts';
import { readBytes } from '../../../node/stores/model-store.ts';
import { nearest } from '../../../options/nearest.ts';
import { equationText } from '../../../study/equations/equation-text.ts';
import type { Equation, EquationId } from '../../../study/equations/equation.ts';
import { equationOf, EQUATIONS, regionOf } from '../../../study/equations/equations.ts';
import { equationNumbers } from '../../../study/equations/numbers.ts';
import type { Places } from '../../../study/equations/numbers/reader.ts';
import { parseNeuron, parseParameter } from '../../../study/session/parameter-place.ts';
import { GOLDEN_TRACE } from '../../../study/trace/golden/golden-trace.ts';
import { readTrace } from '../../../study/trace/read-trace.ts';
import type { TraceDocument } from '../../../study/trace/trace-document.ts';
import { formatTable } from '../../../text-table.ts';
import type { Console } from '../../console.ts';
import type { Arguments } from '../../options/arguments.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const file = args.optionalText('trace');
  if (args.positional === undefined) {
    const useless = (['trace', 'neuron', 'param'] as const).find((name) => args.given.has(name));
    if (useless !== undefined) {
      throw new UsageError('E_USAGE_MISSING', `--${useless} needs the ID of an equation`, { field: useless, ...LIST });
    }
    return list(console);
  }
  const equation = equationNamed(args.positional);
  const trace = file === undefined ? GOLDEN_TRACE : await savedTrace(file);
  const numbers = equationNumbers(trace, equation.id, placesOf(args, trace));
  console.document({ schema: 'glassnet.equation/1', ...equation, code: regionOf(equation.id), numbers });
  console.result(equationText(equation, numbers, placeOf(trace)));
  const other = OTHER_TRACES[equation.id];
  if (numbers.of === null && file === undefined && other !== undefined) {
    console.note('for numbers:');
    console.note(`glassnet trace --set moons ${other} --row 5 -o trace.json`);
    console.note(`glassnet equation ${equation.id} --trace trace.json`);
  }
}

const LIST = { hint: 'glassnet equation' };

/** Traces with what the one that comes with glassnet has not. */
const OTHER_TRACES: Partial<Record<EquationId, string>> = {
  dropout: '--dropout 0.25',
  l2: '--l2 0.01',
  'sigmoid-ce': '--output-activation sigmoid',
  'sgd.step': '--optimizer sgd',
};

function list(console: Console): void {
  const equations = EQUATIONS.map(({ id, title, formula, chapter, file }) => ({ id, title, formula, chapter, file }));
  console.document({ schema: 'glassnet.equations/1', equations });
  console.result(formatTable([['ID', 'what'], ...equations.map(({ id, title }) => [id, title])], ['left', 'left']));
}

function equationNamed(word: string): Equation {
  const equation = equationOf(word);
  if (equation !== undefined) return equation;
  const meant = nearest(
    word.replace(/^eq:/, ''),
    EQUATIONS.map(({ id }) => id),
  );
  throw new UsageError('E_USAGE_EQUATION', `there is no equation ${quoted(word)}`, {
    hint: meant === undefined ? LIST.hint : `did you mean ${meant}?`,
  });
}

async function savedTrace(file: string): Promise<TraceDocument> {
  return readTrace(new TextDecoder().decode(await readBytes(file)), file);
}

/** What to look at. @throws UsageError for a place that isn't in the trace's network, naming those that are. */
function placesOf(args: Arguments, { network, tensors }: TraceDocument): Places {
  let dense = -1;
  const outputDims = network.layers.map(({ kind }) => network.units[kind === 'dense' ? ++dense : dense] ?? 0);
  const end = tensors.findIndex(({ name }) => name === 'x');
  const shape = { layers: network.layers, outputDims, block: { parameters: tensors.slice(0, end) } };
  const [neuron, parameter] = [args.optionalText('neuron'), args.optionalText('param')];
  return {
    neuron: neuron === undefined ? undefined : parseNeuron(neuron, shape),
    parameter: parameter === undefined ? undefined : parseParameter(parameter, shape),
  };
}

function placeOf({ row, source, optimizer }: TraceDocument): string {
  return `row ${row.number} of ${source.data.file}, step ${optimizer.t}`;
}
