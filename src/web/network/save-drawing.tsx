/**
 * Saves the drawing with the reader's own weights as an SVG file.
 */
import { shortNumber } from '../format.ts';
import type { Snapshot, StudyDescription } from '../protocol.ts';
import { saveFile } from '../save-file.ts';
import { description, edgeKind, neuron, snapshot } from '../state/state.ts';
import { edgeValues } from './edge-values.ts';
import { layOut, shownUnits, widthsOf } from './layout.ts';
import { networkSvg } from './network-svg.ts';

/** Of the file; units that are many need more. */
const WIDTH = 760;

export function SaveDrawing() {
  const now = snapshot.value;
  return (
    <button
      disabled={now === null}
      onClick={() => saveFile('network.svg', drawingNow(description.value!, now!), 'image/svg+xml')}
    >
      Save drawing
    </button>
  );
}

function drawingNow(described: StudyDescription, now: Snapshot): string {
  const { inputs, classes, units, file, origin, options } = described;
  const widths = widthsOf(described);
  const activations = now.watched?.activations ?? null;
  const layout = layOut(described, shownUnits(widths, activations, neuron.value), WIDTH);
  const starts = widths.map((_, layer) => widths.slice(0, layer).reduce((sum, width) => sum + width, 0));
  const last = units.length;
  // A single logit is that of class 1.
  const classOf = (unit: number) => (widths.at(-1) === 1 ? classes[1] : classes[unit]) ?? '';
  const names = layout.units.map(({ layer, unit }) =>
    layer === 0 ? inputs[unit]! : layer === last ? classOf(unit) : `${layer}.${unit + 1}`,
  );
  const numbers = layout.units.map(({ layer, unit }) => {
    if (layer === last) return now.watched?.probabilities[widths.at(-1) === 1 ? 1 : unit]?.toFixed(2) ?? '';
    const a = activations?.[starts[layer]! + unit];
    return a === undefined ? '' : Number(a.toFixed(2)).toString().replace('-', '−');
  });
  const kind = { weight: 'weights', gradient: 'gradients', step: 'last steps' }[edgeKind.value];
  const made = origin.kind === 'fresh' ? `seed ${options.seed}` : origin.file;
  const row = now.watched === null ? '' : ` In the units: what they say of row ${now.watched.number}.`;
  const loss = now.loss === null ? '' : ` The loss of the last batch was ${shortNumber(now.loss)}.`;
  return networkSvg(layout, {
    title: `A network of ${widths.join(', ')} units: its ${kind} after ${now.step} steps on ${file}`,
    description: `Layers from left to right, a line for each of the strongest ${kind}: blue above 0, burgundy below. Made with ${made}.${row}${loss}`,
    names,
    numbers,
    values: edgeValues(now, described),
  });
}
