/**
 * What a view asks the worker, anew with each change of the network: one question at a time, of those that come
 * meanwhile the last.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MethodName, Methods } from '../protocol.ts';
import { ask } from '../state/actions.ts';
import { description, isRunning, snapshot } from '../state/state.ts';

type Answer<M extends MethodName> = Awaited<ReturnType<Methods[M]>>;

/** While the network trains, answers take at most one part in so many of the worker's time. */
const BREATH = 4;

/** @param leastMs between two questions while the network trains @returns null until the first answer */
export function useAsked<M extends MethodName>(
  method: M,
  params: Parameters<Methods[M]>,
  leastMs: number,
): Answer<M> | null {
  const [answer, setAnswer] = useState<Answer<M> | null>(null);
  const asking = useRef({ isBusy: false, isStale: false, isGone: false, at: 0, took: 0, params });
  const study = description.value;
  const key = JSON.stringify(params);
  const state = asking.current;
  state.params = params;
  useEffect(() => setAnswer(null), [study]);
  useEffect(() => {
    const go = async (): Promise<void> => {
      state.isStale = true;
      if (state.isBusy) return;
      state.isBusy = true;
      while (state.isStale && !state.isGone) {
        const pause = Math.max(leastMs, BREATH * state.took);
        const wait = isRunning.value ? state.at + pause - performance.now() : 0;
        if (wait > 0) await new Promise((resolve) => void setTimeout(resolve, wait));
        state.isStale = false;
        state.at = performance.now();
        const given = await ask(method, ...state.params);
        state.took = performance.now() - state.at;
        if (given !== undefined && !state.isGone) setAnswer(given);
      }
      state.isBusy = false;
    };
    void go();
  }, [study, snapshot.value, key]);
  useEffect(
    () => () => {
      state.isGone = true;
    },
    [],
  );
  return answer;
}
