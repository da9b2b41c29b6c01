/**
 * The units of each layer with what goes forward, z and a, or what comes back, the error and δ. Of a wide layer the
 * strongest are listed.
 */
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { chooseNeuron } from '../state/state.ts';
import { Table, type Heading } from '../table.tsx';
import { tensorsOf } from './tensors.ts';

/** Units of a layer that are listed. */
const MOST_UNITS = 12;

const FORWARD: readonly Heading[] = [['neuron'], ['z', 'dense.z'], ['a', 'relu']];
const BACK: readonly Heading[] = [['neuron'], ['error arriving', 'dense.dx'], ['δ', 'relu.dz']];

interface LayerTablesProps {
  readonly document: TraceDocument;
  /** Whether the error is shown, from the last layer to the first. */
  readonly isBack?: boolean;
}

export function LayerTables({ document, isBack = false }: LayerTablesProps) {
  const { units, classes } = document.network;
  const tensors = tensorsOf(document);
  const layers = units.map((_, i) => i + 1);
  const heads = isBack ? BACK : FORWARD;
  const tables = (isBack ? layers.toReversed() : layers).map((layer) => {
    const isLast = layer === units.length;
    const first = tensors.get(`${isBack ? 'da' : 'z'}${layer}`);
    const second = tensors.get(`${isBack ? 'dz' : 'a'}${layer}`);
    const all = Array.from({ length: units[layer - 1]! }, (_, unit) => unit);
    const strength = (unit: number) => Math.abs((second ?? first)?.[unit] ?? 0);
    const strongest = all.toSorted((a, b) => strength(b) - strength(a)).slice(0, MOST_UNITS);
    const listed = strongest.toSorted((a, b) => a - b);
    const name = (unit: number) => (isLast ? ` ${classes[units.at(-1) === 1 ? 1 : unit]}` : '');
    return (
      <Table
        key={layer}
        caption={`${isLast ? 'logits' : `hidden layer ${layer}`}${listed.length < all.length ? `: strongest ${listed.length} of ${all.length}` : ''}`}
        heads={isLast ? [['neuron'], isBack ? ['δ', 'dce.dz'] : ['z', 'dense.z']] : heads}
        rows={listed.map((unit) => {
          const title = (
            <>
              <button onClick={() => chooseNeuron({ layer, unit: unit + 1 })}>{`${layer}.${unit + 1}`}</button>
              {name(unit)}
            </>
          );
          return isLast ? [title, (isBack ? second : first)?.[unit]] : [title, first?.[unit], second?.[unit]];
        })}
      />
    );
  });
  return <div class="layer-tables">{tables}</div>;
}
