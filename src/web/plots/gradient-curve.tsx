/**
 * The error of a centred difference for each h: too large an h leaves the curve, too small a one loses all digits.
 */
import type { CurvePoint } from '../../study/gradcheck/check-one.ts';
import { shortNumber } from '../format.ts';
import { LineChart } from './line-chart.tsx';
import { TableTwin } from './table-twin.tsx';
import { powerText } from './ticks.ts';

/** An error of 0 has no logarithm. */
const LEAST_ERROR = 1e-17;

export function GradientCurvePlot({ points }: { readonly points: readonly CurvePoint[] }) {
  const kinds = ['float64', 'float32'] as const;
  const lines = kinds.map((kind, coding) => ({
    name: `loss in ${kind}`,
    coding,
    points: points.map((point) => [Math.log10(point.h), logOf(point[kind].error)] as const),
  }));
  const [best64, best32] = kinds.map((kind) =>
    points.reduce((best, point) => (point[kind].error < best[kind].error ? point : best)),
  ) as [CurvePoint, CurvePoint];
  const kinks = points.filter(({ isKink }) => isKink);
  const said = sentence(best64, best32);
  const isZero = points.map(({ float32, float64 }) => float32.error * float64.error === 0);
  const isFlat = points.every(({ float32, float64 }) => float32.error + float64.error === 0);
  return (
    <>
      <p>
        {said}
        {kinks.length > 0 && ` From h = ${powerOf(kinks.at(-1)!.h)} on, a ReLU switches in between: a kink.`}
      </p>
      {!isFlat && (
        <LineChart
          label={`Relative error of the difference for h from ${powerOf(points.at(-1)!.h)} to ${powerOf(points[0]!.h)}. ${said}`}
          x={{ title: 'h', text: powerText, isWhole: true }}
          y={{ title: 'Relative error', text: powerText, isWhole: true }}
          lines={lines}
        />
      )}
      {!isFlat && isZero.includes(true) && <p class="note">An error of 0 is drawn at 10⁻¹⁷.</p>}
      <TableTwin
        title="Error against h"
        head={['h', 'float64', 'its error', 'float32', 'the error of that', 'kink']}
        rows={() =>
          points.map(({ h, float64, float32, isKink }) => [
            powerOf(h),
            float64.numeric,
            float64.error,
            float32.numeric,
            float32.error,
            isKink ? 'yes' : '',
          ])
        }
      />
    </>
  );
}

/** What to look at. */
function sentence(best64: CurvePoint, best32: CurvePoint): string {
  if (best64.float64.error === 0 && best32.float32.error === 0) {
    return 'Where no ReLU switches, the difference is the gradient to the last digit: the loss does not feel this weight.';
  }
  return (
    `In float64 the difference comes nearest to the gradient at h = ${powerOf(best64.h)}, with an error of ` +
    `${shortNumber(best64.float64.error)}; in float32 already at h = ${powerOf(best32.h)}, with ${shortNumber(best32.float32.error)}. ` +
    'To the right of the lowest point the loss curves between the two places, to the left its digits run out.'
  );
}

const logOf = (error: number): number => Math.log10(Math.max(error, LEAST_ERROR));

const powerOf = (h: number): string => h.toExponential(0).replace('-', '−');
