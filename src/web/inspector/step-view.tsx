/**
 * The step of the chosen row, part by part: what each layer computes, the loss, the error that flows back, and what Adam
 * makes of it. What comes later than the part that is shown is hidden.
 */
import type { ComponentChildren } from 'preact';
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { assumed, description, isShown, shownPart, traced, type Part } from '../state/state.ts';
import { Table } from '../table.tsx';
import { LayerTables } from './layer-tables.tsx';
import { LossTable } from './loss-table.tsx';
import { UpdateTable } from './update-table.tsx';

export function StepView() {
  const document = traced.value?.document;
  if (document === undefined) return <p class="note">Computing…</p>;
  const { target, id, number, isAssumed } = document.row;
  return (
    <>
      <p>
        Row <b>{id ?? number}</b>, class <b>{target?.name ?? 'unknown'}</b>
        {isAssumed && ' (assumed)'}.{shownPart.value === null && ' A question comes first.'}
        {(target === null || isAssumed) && <AssumedClass />}
      </p>
      <Section part="forward" title="Forward: each unit weighs its inputs">
        <LayerTables document={document} />
      </Section>
      <Section part="loss" title="Loss: how wrong is it?">
        <LossTable document={document} />
      </Section>
      {target !== null && (
        <>
          <Section part="backward" title="Backward: who is to blame, and how much?">
            <LayerTables document={document} isBack />
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

/** Of a row whose class isn't known, what it would teach if it were known. */
function AssumedClass() {
  return (
    <label>
      {' '}
      assume{' '}
      <select
        value={assumed.value ?? ''}
        onChange={({ currentTarget: { value } }) => (assumed.value = value === '' ? undefined : Number(value))}
      >
        <option value="">none</option>
        {description.value!.classes.map((name, i) => (
          <option key={name} value={i}>
            {name}
          </option>
        ))}
      </select>
    </label>
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

/** The same row before and after the step. */
function Outcome({ document: { before, after, row } }: { readonly document: TraceDocument }) {
  if (after === null || row.target === null) return null;
  const { name, number } = row.target;
  return (
    <Table
      caption="the same row before and after the step"
      heads={[['number'], ['before'], ['after']]}
      rows={[
        [`p of ${name}`, before.probabilities[number], after.probabilities[number]],
        ['loss', before.loss, after.loss],
      ]}
    />
  );
}
