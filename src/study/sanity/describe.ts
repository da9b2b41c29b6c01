/**
 * The sanity checks as text, at most 80 columns wide: a table of what was measured and what it should be, one sentence of
 * why for each check, and the signal through ten layers. Numbers are printed as they were judged.
 */
import { formatTable, wrapped } from '../../text-table.ts';
import type { Finding, Range } from './judged.ts';
import type { SanityReport } from './sanity.ts';

export function sanityTable({ findings }: SanityReport): string {
  return formatTable(
    [
      ['check', 'layer', 'measured', 'should be', 'verdict'],
      ...findings.map(({ check, layer, measured, pass, verdict }) => [
        check,
        layer === undefined ? '' : String(layer),
        number(measured),
        rangeText(pass),
        verdict,
      ]),
    ],
    ['left', 'right', 'right', 'left', 'left'],
  );
}

/** Why each check is made, by the beginning of its name. */
const WHY: readonly (readonly [check: string, why: string])[] = [
  [
    'loss at the start',
    'a network that knows nothing guesses, so its loss is ln k of k classes; the random start adds up to v/2 + √v, v being the variance that it gives to logits. Far above, the start is too wide, or the loss is another one',
  ],
  [
    'by heart',
    'a few rows can be learned to a loss of 0 by any network; one that can not has a fault in its gradients or its steps',
  ],
  [
    'shuffled labels',
    'with the answers shuffled there is nothing to learn, so the best loss on n other rows is the entropy of the classes, give or take a tenth and 1/√n; below that, answers leak into the inputs',
  ],
  [
    'update ÷ weight',
    'a step should change a weight by about a thousandth: far less, and it learns nothing; far more, and it forgets what it knew. The learning rate decides',
  ],
  [
    'dead units',
    'a unit that is 0 for all rows has a gradient of 0 for all rows, and stays so; steps that are too large kill units',
  ],
  [
    'signal kept',
    'through ten layers of 200 units the mean square of activations should stay: a layer multiplies it by half its width times Var W, which is 1 with He, about 0.5 with Glorot, and 0.01 with weights of deviation 0.01, so that nothing arrives',
  ],
];

/** A sentence for each kind of check. */
export function reasons({ findings }: SanityReport): string {
  return WHY.map(([name, why]) => {
    const title = name === 'by heart' ? findings.find(({ check }) => check.endsWith(name))!.check : name;
    return wrapped(`${title}: ${why}.`);
  }).join('\n');
}

/** The mean square of activations, a line for each layer, a column for each start. */
export function signalTable({ signals }: SanityReport): string {
  const ofLayer = (index: number) => signals.map(({ meanSquares }) => number(meanSquares[index]!));
  const layers = signals[0]!.meanSquares.map((_, index) => [String(index + 1)].concat(ofLayer(index)));
  const head = ['layer', ...signals.map(({ start }) => start)];
  return formatTable(
    [head, ...layers],
    head.map(() => 'right'),
  );
}

function rangeText({ from, to }: Range): string {
  if (to === undefined) return `at least ${number(from!)}`;
  return from === undefined ? `at most ${number(to)}` : `${number(from)} to ${number(to)}`;
}

/** Three digits: 0.00123, 1.2e-9. */
function number(value: number): string {
  const three = Number(value.toPrecision(3));
  return three !== 0 && Math.abs(three) < 1e-4 ? three.toExponential() : String(three);
}

/** `WARN: dead units (layer 2) WARN`, or that all is well. */
export function sanityVerdict({ findings, verdict }: SanityReport): string {
  const named = findings
    .filter((finding) => finding.verdict !== 'PASS')
    .map((finding) => `${findingName(finding)} ${finding.verdict}`);
  return `${verdict}: ${named.length === 0 ? `all ${findings.length} checks are as they should be` : named.join(', ')}`;
}

/** `dead units (layer 2)` */
export function findingName({ check, layer }: Finding): string {
  return `${check}${layer === undefined ? '' : ` (layer ${layer})`}`;
}
