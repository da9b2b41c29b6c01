/**
 * The step of the chosen row, part by part: what each layer computes, the loss, the error that flows back, and what Adam
 * makes of it. What comes later than the part that is shown is hidden.
 */
import type { ComponentChildren } from 'preact';
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { exactNumber, shortNumber } from '../format.ts';
import { chooseNeuron, isShown, shownPart, traced, type Part } from '../state/state.ts';
import { EquationButton } from './equation-button.tsx';
import { NumberCell } from './number.tsx';
import { UpdateTable } from './update-table.tsx';

/** Units of a layer that are listed. */
const MOST_UNITS = 10;

export function StepView() {
  const document = traced.value?.document;
  if (document === undefined) return <p class="note">Computing…</p>;
  const { target, id, number } = document.row;
  return (
    <>
      <p>
        Row <b>{id ?? number}</b>, class <b>{target?.name ?? 'unknown'}</b>
        {document.row.isAssumed && ' (assumed)'}.{shownPart.value === null && ' A question comes first.'}
      </p>
      <Section part="forward" title="Forward: each unit weighs its inputs">
        <LayerTables document={document} columns={['z', 'a']} />
      </Section>
      <Section part="loss" title="Loss: how wrong is it?">
        <LossTable document={document} />
      </Section>
      {target !== null && (
        <>
          <Section part="backward" title="Backward: who is to blame, and how much?">
            <LayerTables document={document} columns={['da', 'dz']} />
          </Section>
          <Section part="adam" title="Update: each weight takes a step">
            <UpdateTable document={document} />
            <Outcome document={document} />
          </Section>
        </>
      )}
    </>
  );
}

interface SectionProps {
  readonly part: Part;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Section({ part, title, children }: SectionProps) {
  if (!isShown(part)) return null;
  return (
    <details open={part === shownPart.value}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

type Kind = 'z' | 'a' | 'da' | 'dz';

const HEADINGS: Readonly<Record<Kind, readonly [title: string, equation: string]>> = {
  z: ['z', 'dense.z'],
  a: ['a', 'relu'],
  da: ['error arriving', 'dense.dx'],
  dz: ['δ', 'relu.dz'],
};

interface LayerTablesProps {
  readonly document: TraceDocument;
  readonly columns: readonly [Kind, Kind];
}

/** The units of each layer, of a wide one the strongest. Backward, the last layer comes first. */
function LayerTables({ document, columns }: LayerTablesProps) {
  const { units, classes } = document.network;
  const isBack = columns[1] === 'dz';
  const layers = units.map((_, i) => i + 1);
  const tensors = new Map(document.tensors.map(({ name, values }) => [name, values]));
  return (isBack ? layers.toReversed() : layers).map((layer) => {
    const isLast = layer === units.length;
    const [first, second] = columns.map((kind) => tensors.get(`${kind}${layer}`) ?? null);
    const ranked = Array.from({ length: units[layer - 1]! }, (_, unit) => unit);
    const strength = (unit: number) => Math.abs((second ?? first)?.[unit] ?? 0);
    const listed = ranked
      .toSorted((a, b) => strength(b) - strength(a))
      .slice(0, MOST_UNITS)
      .sort((a, b) => a - b);
    const kinds = isLast ? ([isBack ? 'dz' : 'z'] as const) : columns;
    const equationOf = (kind: Kind) => (isLast && kind === 'dz' ? 'dce.dz' : HEADINGS[kind][1]);
    return (
      <table key={layer} class="units">
        <caption>
          {isLast ? 'logits' : `hidden layer ${layer}`}
          {listed.length < ranked.length && `, the strongest ${listed.length} of ${ranked.length}`}
        </caption>
        <thead>
          <tr>
            <th>neuron</th>
            {kinds.map((kind) => (
              <th key={kind} class="number">
                {HEADINGS[kind][0]} <EquationButton id={equationOf(kind)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((unit) => (
            <tr key={unit}>
              <th scope="row">
                <button onClick={() => chooseNeuron({ layer, unit: unit + 1 })}>
                  {layer}.{unit + 1}
                </button>{' '}
                {isLast && (units.at(-1) === 1 ? classes[1] : classes[unit])}
              </th>
              {kinds.map((kind) => (
                <NumberCell key={kind} value={(kind === columns[0] ? first : second)?.[unit]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  });
}

function LossTable({ document }: { readonly document: TraceDocument }) {
  const { network, tensors, before, row } = document;
  const find = (name: string) => tensors.find((tensor) => tensor.name === name)?.values ?? null;
  const logits = find(`z${network.units.length}`);
  const [shifted, exp, p] = [find('shifted'), find('exp'), find('p')];
  const isSigmoid = network.output === 'sigmoid';
  const own = row.target === null ? null : before.probabilities[row.target.number]!;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th>class</th>
            <th class="number">logit z</th>
            {shifted !== null && <th class="number">z − max</th>}
            {exp !== null && <th class="number">exp</th>}
            <th class="number">
              p <EquationButton id={isSigmoid ? 'sigmoid-ce' : 'softmax'} />
            </th>
          </tr>
        </thead>
        <tbody>
          {network.classes.map((name, i) => (
            <tr key={name} aria-current={row.target?.number === i}>
              <th scope="row">
                {name}
                {row.target?.number === i && ' ← the row’s class'}
              </th>
              <NumberCell value={isSigmoid ? (i === 1 ? logits?.[0] : null) : logits?.[i]} />
              {shifted !== null && <NumberCell value={shifted[i]} />}
              {exp !== null && <NumberCell value={exp[i]} />}
              <NumberCell value={isSigmoid ? before.probabilities[i] : p?.[i]} />
            </tr>
          ))}
        </tbody>
      </table>
      {own !== null && before.loss !== null && (
        <p>
          loss = −ln p = −ln {shortNumber(own)} = <b title={exactNumber(before.loss)}>{shortNumber(before.loss)}</b>{' '}
          <EquationButton id={isSigmoid ? 'sigmoid-ce' : 'sparse-ce'} />
        </p>
      )}
      {own === null && (
        <p class="note">The row’s class is not known, so there is no loss, and nothing to learn from it.</p>
      )}
    </>
  );
}

/** The same row before and after the step. */
function Outcome({ document: { before, after, row } }: { readonly document: TraceDocument }) {
  if (after === null || row.target === null) return null;
  const own = row.target.number;
  return (
    <table>
      <caption>the same row before and after the step</caption>
      <thead>
        <tr>
          <th />
          <th class="number">before</th>
          <th class="number">after</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">p of {row.target.name}</th>
          <NumberCell value={before.probabilities[own]} />
          <NumberCell value={after.probabilities[own]} />
        </tr>
        <tr>
          <th scope="row">loss</th>
          <NumberCell value={before.loss} />
          <NumberCell value={after.loss} />
        </tr>
      </tbody>
    </table>
  );
}
