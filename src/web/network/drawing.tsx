/**
 * The drawing: edges on a canvas, units as buttons above it. Frames repaint canvas and fills; components are rendered only
 * when the layout or what is chosen changes.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../protocol.ts';
import { onFrame, redraw } from '../state/frames.ts';
import {
  description,
  edgeKind,
  isRunning,
  neuron,
  parameter,
  row,
  shownPart,
  snapshot,
  traced,
} from '../state/state.ts';
import { EdgePainter, type EdgeColours } from './draw-edges.ts';
import { edgeValues } from './edge-values.ts';
import { layOut, MOST_UNITS, parameterCount, shownUnits, widthsOf, type NetworkLayout } from './layout.ts';
import { UnitPainter } from './paint-units.ts';
import { Units } from './units.tsx';

export function Drawing() {
  const described = description.value!;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry!.contentRect.width);
      if (width > 0) setRoom(width);
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const widths = useMemo(() => widthsOf(described), [described]);
  const shown = useShown(widths);
  const layout = useMemo(() => (room === 0 ? null : layOut(described, shown, room)), [described, shown, room]);
  useFrames(layout, widths, canvas.current, box.current);
  // What else shows in the drawing; a frame follows.
  const seen = [edgeKind.value, neuron.value, parameter.value, shownPart.value, traced.value, isRunning.value];
  useEffect(redraw, seen);
  return (
    <div class="drawing" ref={box}>
      <div class="sheet" style={layout === null ? {} : { width: `${layout.width}px`, height: `${layout.height}px` }}>
        <canvas ref={canvas} aria-hidden="true" />
        {layout !== null && <Units layout={layout} />}
      </div>
    </div>
  );
}

/** The units that are shown; they stay while the network trains by itself. */
function useShown(widths: readonly number[]): number[][] {
  const last = useRef<{ readonly key: string; readonly shown: number[][] } | null>(null);
  const isWide = widths.some((width) => width > MOST_UNITS);
  const activations = isWide ? (snapshot.value?.watched?.activations ?? null) : null;
  const key = [widths.join(), isWide && [row.value, neuron.value?.layer, neuron.value?.unit]].join();
  const isStale = isWide && !isRunning.value && activations !== null;
  if (last.current === null || last.current.key !== key || isStale) {
    const shown = shownUnits(widths, activations, neuron.value);
    // The same units are the same layout.
    const isSame = JSON.stringify(shown) === JSON.stringify(last.current?.shown);
    last.current = { key, shown: isSame ? last.current!.shown : shown };
  }
  return last.current.shown;
}

function useFrames(
  layout: NetworkLayout | null,
  widths: readonly number[],
  canvas: HTMLCanvasElement | null,
  box: HTMLElement | null,
): void {
  useLayoutEffect(() => {
    if (layout === null || canvas === null || box === null) return undefined;
    const context = canvas.getContext('2d')!;
    const scale = devicePixelRatio;
    [canvas.width, canvas.height] = [layout.width * scale, layout.height * scale];
    const edges = new EdgePainter(layout);
    const units = new UnitPainter(layout, [...box.querySelectorAll<HTMLElement>('.unit')], widths);
    let colours = coloursOf(box);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const recolour = (): void => {
      colours = coloursOf(box);
      redraw();
    };
    dark.addEventListener('change', recolour);
    const end = onFrame((now: Snapshot) => {
      const described = description.value!;
      // A picture of what was open before has other weights.
      if (now.values.length !== parameterCount(described)) return;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, layout.width, layout.height);
      edges.paint(context, edgeValues(now, described), { neuron: neuron.value, index: chosenIndex() }, colours);
      if (now.watched !== null) units.paint(now.watched, now.isRunning, shownPart.value === null);
    });
    return () => {
      end();
      dark.removeEventListener('change', recolour);
    };
  }, [layout, widths, canvas, box]);
}

function chosenIndex(): number {
  const chosen = parameter.value;
  const found = description.value!.parameters.find(({ name }) => name === chosen?.name);
  if (chosen === null || found === undefined || found.shape.length < 2) return -1;
  return found.start + (chosen.place[0]! - 1) * found.shape[1]! + chosen.place[1]! - 1;
}

/** As the theme has them: a canvas knows no custom properties. */
function coloursOf(box: HTMLElement): EdgeColours {
  const of = (selector: string) => getComputedStyle(box.parentElement!.querySelector(selector)!).color;
  return { positive: of('.positive'), negative: of('.negative'), ink: getComputedStyle(box).color };
}
