/**
 * Pictures of the network as fast as the screen shows them: of what the worker sends between two frames, the last is
 * drawn. What is drawn here must not render components.
 */
import type { Snapshot } from '../protocol.ts';

type Draw = (snapshot: Snapshot) => void;

const drawers = new Set<Draw>();
let last: Snapshot | null = null;
let isDue = false;

/** Calls `draw` with the last snapshot now, and once a frame in which there is a new one. @returns what ends that */
export function onFrame(draw: Draw): () => void {
  drawers.add(draw);
  if (last !== null) draw(last);
  return () => drawers.delete(draw);
}

export function showSnapshot(snapshot: Snapshot): void {
  last = snapshot;
  redraw();
}

/** Draws the last snapshot again, in the next frame: something else that shows in it has changed. */
export function redraw(): void {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    if (last !== null) for (const draw of drawers) draw(last);
  });
}
