/**
 * The networks of an ensemble on worker threads, side by side. Each is trained by one thread, to the bits that it would
 * have in any other, so the number of threads changes nothing.
 */
import { makeMember, type FittedMember, type MemberPlan } from '../../training/ensemble/member.ts';
import { layOut, type MemberPool, type TrainMembers } from '../../training/ensemble/members.ts';
import { History } from '../../training/history.ts';
import { inOrder } from './pool/in-order.ts';
import { sharedFloats, shareRows } from './shared-rows.ts';
import type { TaskKind } from './pool/task-pool.ts';
import type { MemberContext, MemberResult, MemberTask } from './tasks/fit-member.ts';

const KIND: TaskKind<MemberContext, MemberTask, MemberResult> = {
  url: new URL('./tasks/fit-member.js', import.meta.url),
  load: () => import('./tasks/fit-member.ts'),
};

/** Told of networks that are trained side by side. */
export interface MembersWatch {
  /** @param epochsDone by each network, as it stands: read it whenever you like */
  onBegin(epochsDone: Int32Array): void;
  /** In the order of the networks. */
  onMember(index: number, member: FittedMember): void;
}

export function sideBySide(threads: number, watch?: MembersWatch): TrainMembers {
  return async (pool, plans) => {
    const context = shared(pool, plans.length);
    const size = Math.min(threads, plans.length);
    const members: FittedMember[] = [];
    watch?.onBegin(context.epochsDone);
    const tasks = plans.map((plan, index) => ({ index, plan }));
    await inOrder({ kind: KIND, context, size }, tasks, (index, result) => {
      const member = memberOf(plans[index]!, pool.train.inputs.columns, result);
      members.push(member);
      watch?.onMember(index, member);
    });
    return members;
  };
}

function memberOf(plan: MemberPlan, inputDim: number, { values, epochs, bestEpoch }: MemberResult): FittedMember {
  const network = makeMember(plan, inputDim);
  network.block.values.set(values);
  const history = new History();
  history.epochs.push(...epochs);
  return { network, history, bestEpoch };
}

function shared(pool: MemberPool, members: number): MemberContext {
  const epochsDone = new Int32Array(new SharedArrayBuffer(members * Int32Array.BYTES_PER_ELEMENT));
  const { rows, validation, foldSizes } = layOut(pool, sharedFloats);
  return { rows: shareRows(rows), validation: validation && shareRows(validation), foldSizes, epochsDone };
}
