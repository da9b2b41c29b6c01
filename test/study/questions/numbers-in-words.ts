/**
 * Finds numbers in a sentence about a trace that the trace doesn't give.
 */
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';

/** 0, 1 and 2 as words of the language: y = 0, slope 1, t = 1. */
const OF_RULES = [0, 1, 2];

/** The numbers in the text that neither stand in the trace nor follow from it, rounded as they are written. */
export function strangeNumbers(text: string, document: TraceDocument): string[] {
  const known = knownNumbers(document);
  return numbersIn(text, document.network.classes).filter((token) => {
    const digits = token
      .replace(/e.*/, '')
      .replace(/^0\.0*/, '')
      .replace('.', '').length;
    const value = Number(token);
    return !known.some((one) => Number(one.toPrecision(Math.max(digits, 1))) === value || one === value);
  });
}

/** Without names: of weights, units, gradients and classes. */
function numbersIn(text: string, classes: readonly string[]): string[] {
  const isNumeric = classes.filter((name) => /\d/.test(name));
  const named = isNumeric.reduce((left, name) => left.replaceAll(`class ${name}`, 'class'), text.replaceAll('−', '-'));
  const plain = named.replace(/\bd?W\d+\[[\d,]+\]|[Uu]nit \d+\.\d+|β1\^\d+|0\.\d+\^\d+/g, '');
  return plain.match(/(?<![\w.])\d+(\.\d+)?(e-?\d+)?(?![\w])/g) ?? [];
}

/** All sizes: a minus may stand apart. */
function knownNumbers({ tensors, before, after, optimizer, batch }: TraceDocument): number[] {
  const values = tensors.flatMap((tensor) => tensor.values ?? []);
  const beta1 = Number(optimizer['beta1'] ?? 0);
  const { t } = optimizer;
  const logits = tensors.findLast(({ name }) => /^z\d+$/.test(name))?.values ?? [];
  const outcomes = [before.loss, after?.loss, ...before.probabilities, ...(after?.probabilities ?? [])];
  const ofVHat = tensors.filter(({ name }) => name.startsWith('adam.vhat')).flatMap(({ values: all }) => all ?? []);
  const follow = [
    ...ofVHat.map(Math.sqrt),
    Math.max(...logits) - Math.min(...logits),
    1 - beta1 ** t,
    beta1,
    Number(optimizer['learningRate']),
    Number(optimizer['momentum'] ?? 0),
    t,
    batch.rows,
    ...(batch.weights ?? []),
  ];
  return [...values, ...outcomes, ...follow, ...OF_RULES].map((value) => Math.abs(value ?? 0));
}
