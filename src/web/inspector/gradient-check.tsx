/**
 * "Check this gradient": moves the weight a little to both sides, and holds the difference of the two losses against the
 * gradient. The error for each h shows why h is neither large nor tiny.
 */
import { useEffect, useState } from 'preact/hooks';
import type { GradientCheck } from '../protocol.ts';
import { exactNumber } from '../format.ts';
import { formatPlace } from '../../study/session/parameter-place.ts';
import { ask } from '../state/actions.ts';
import { assumed, batchRows, description, parameter, row, traced } from '../state/state.ts';
import { GradientCurvePlot } from '../plots/gradient-curve.tsx';
import { Value } from '../table.tsx';

export function CheckGradient() {
  const [result, show] = useState<GradientCheck | null>(null);
  const place = parameter.value!;
  // The check is about the numbers that stand above it.
  useEffect(() => show(null), [traced.value]);
  const check = async (): Promise<void> => {
    const call = { row: row.value, batch: batchRows.value, assumed: assumed.value };
    show((await ask('checkGradient', call, place)) ?? null);
  };
  return (
    <section aria-label="Check of the gradient">
      <button onClick={() => void check()}>Check this gradient</button>
      {result !== null && <Result result={result} name={formatPlace(place)} />}
    </section>
  );
}

function Result({ result: { checked, curve }, name }: { readonly result: GradientCheck; readonly name: string }) {
  const hasDropout = description.value!.options.dropout > 0;
  const { analytic, above, below, numeric, h, isKink, error, verdict } = checked;
  return (
    <>
      <p class="sum" role="status">
        (loss({name} + h) − loss({name} − h)) / 2h = ({exactNumber(above)} − {exactNumber(below)}) /{' '}
        {exactNumber(2 * h)} = <Value of={numeric} />; the gradient is <Value of={analytic} />
        {hasDropout && ' (dropout off)'}. Relative error {error.toExponential(1)}:{' '}
        <b>{isKink ? 'no verdict, for a ReLU switches between the two' : verdict}</b>
      </p>
      <GradientCurvePlot points={curve.points} />
    </>
  );
}
