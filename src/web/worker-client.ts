/**
 * The page's end of the worker: a call is a promise. The worker's code lies in the page as text, so that a page opened
 * from a disk has it too.
 */
import type { MethodName, Methods, Refusal, Request, Response, Snapshot } from './protocol.ts';

/** What a call that the worker refused is rejected with. */
export class RefusedCall extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class WorkerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  /** Called for each snapshot that the worker sends by itself. */
  onSnapshot: (snapshot: Snapshot) => void = () => {};
  /** Called where the training that goes on by itself has ended. */
  onEnd: (refusal: Refusal) => void = () => {};

  /** @param code of the worker, a classic script */
  constructor(code: string) {
    const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    this.#worker = new Worker(url);
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Response>) => this.#settle(data));
    this.#worker.addEventListener('error', ({ message }) => this.#fail(message));
  }

  call<M extends MethodName>(method: M, ...params: Parameters<Methods[M]>): Promise<Awaited<ReturnType<Methods[M]>>> {
    const id = this.#count++;
    const request: Request<M> = { id, method, params };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage(request);
    });
  }

  #settle(response: Response): void {
    if ('snapshot' in response) return this.onSnapshot(response.snapshot);
    if ('ended' in response) return this.onEnd(response.ended);
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if ('result' in response) waiting?.resolve(response.result);
    else waiting?.reject(new RefusedCall(response.refusal));
  }

  /** What the worker threw outside of a call: nothing that waits will be answered. */
  #fail(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }
}
