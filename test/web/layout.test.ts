/** Where the units and edges of the study page's drawing stand, and which of them. */
import { describe, expect, it } from 'vitest';
import { layOut, MOST_UNITS, shownUnits, widthsOf } from '../../src/web/network/layout.ts';
import type { StudyDescription } from '../../src/web/protocol.ts';

const [INPUTS, HIDDEN] = [3, 100];
const description = {
  inputs: ['age', 'income', 'plan'],
  classes: ['no', 'yes'],
  units: [HIDDEN, 2],
  parameters: [
    { name: 'W1', shape: [INPUTS, HIDDEN], start: 0 },
    { name: 'b1', shape: [HIDDEN], start: 300 },
    { name: 'W2', shape: [HIDDEN, 2], start: 400 },
    { name: 'b2', shape: [2], start: 600 },
  ],
} as unknown as StudyDescription;

/** The inputs, then unit u of the wide layer with the activation u or, every other one, −u; then the logits. */
const activations = Float32Array.from({ length: INPUTS + HIDDEN + 2 }, (_, i) => {
  const unit = i - INPUTS;
  return unit % 2 === 0 ? unit : -unit;
});

describe('the units that are shown', () => {
  it('are all of a narrow layer, and the 64 strongest of a wide one, in their order', () => {
    const [inputs, hidden, logits] = shownUnits(widthsOf(description), activations, null);
    expect(inputs).toEqual([0, 1, 2]);
    expect(logits).toEqual([0, 1]);
    expect(hidden).toEqual(Array.from({ length: MOST_UNITS }, (_, i) => HIDDEN - MOST_UNITS + i));
  });

  it('have the chosen one among them, in place of the weakest', () => {
    const [, hidden] = shownUnits(widthsOf(description), activations, { layer: 1, unit: 5 });
    expect(hidden).toHaveLength(MOST_UNITS);
    expect(hidden!.slice(0, 2)).toEqual([4, HIDDEN - MOST_UNITS + 1]);
  });
});

describe('the layout', () => {
  const shown = shownUnits(widthsOf(description), activations, null);
  const { units, edges, width, height } = layOut(description, shown, 500);

  it('has each unit within its sheet, and none upon another', () => {
    expect(units).toHaveLength(INPUTS + MOST_UNITS + 2);
    for (const { x, y } of units) expect(x > 0 && x < width && y > 0 && y < height).toBe(true);
    expect(new Set(units.map(({ x, y }) => `${x} ${y}`)).size).toBe(units.length);
  });

  it('has an edge for each weight between two shown units, from the one to the other', () => {
    expect(edges.count).toBe(INPUTS * MOST_UNITS + MOST_UNITS * 2);
    expect(new Set(edges.index).size).toBe(edges.count);
    for (let e = 0; e < edges.count; e++) {
      const [from, to, layer] = [edges.from[e]!, edges.to[e]!, edges.layer[e]!];
      expect(edges.index[e]).toBe(layer === 1 ? from * HIDDEN + to : 400 + from * 2 + to);
    }
  });
});
