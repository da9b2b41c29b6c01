/**
 * From logits to probabilities to the loss.
 */
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { shortNumber } from '../format.ts';
import { Table, Value } from '../table.tsx';
import { EquationButton } from './equation-button.tsx';
import { tensorsOf } from './tensors.ts';

export function LossTable({ document }: { readonly document: TraceDocument }) {
  const { network, before, row } = document;
  const tensors = tensorsOf(document);
  const isSigmoid = network.output === 'sigmoid';
  const logits = tensors.get(`z${network.units.length}`);
  const [shifted, exp] = [tensors.get('shifted'), tensors.get('exp')];
  const own = row.target?.number;
  const p = own === undefined ? undefined : before.probabilities[own];
  return (
    <>
      <Table
        heads={[
          ['class'],
          ['logit z'],
          ...(shifted === undefined ? [] : [['z − max', 'softmax'] as const, ['exp'] as const]),
          ['p', isSigmoid ? 'sigmoid-ce' : shifted === undefined ? 'softmax' : undefined],
        ]}
        rows={network.classes.map((name, i) => {
          const title = i === own ? `${name} ← the row’s` : name;
          const [logit, probability] = [isSigmoid ? i === 1 && logits?.[0] : logits?.[i], before.probabilities[i]];
          return shifted === undefined
            ? [title, logit, probability]
            : [title, logit, shifted[i], exp?.[i], probability];
        })}
        current={own}
      />
      {p === undefined || before.loss === null ? (
        <p class="note">The row’s class is not known, so there is no loss, and nothing to learn from it.</p>
      ) : (
        <p>
          loss = −ln p = −ln {shortNumber(p)} = <Value of={before.loss} />{' '}
          <EquationButton id={isSigmoid ? 'sigmoid-ce' : 'sparse-ce'} />
        </p>
      )}
    </>
  );
}
