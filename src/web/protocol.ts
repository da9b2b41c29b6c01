/**
 * What the page asks of its worker, and how a question and an answer are written: one message each, matched by number.
 */

/** The worker's methods: what each takes and gives. All of it can be cloned. */
export interface Methods {
  /** The kernels that compute here. */
  kernels(): string;
}

export type MethodName = keyof Methods;

/** A call without its answer. */
export interface Request<M extends MethodName = MethodName> {
  readonly id: number;
  readonly method: M;
  readonly params: Parameters<Methods[M]>;
}

/** A refusal as the command line would say it; `code` is null for a bug of ours. */
export interface Refusal {
  readonly code: string | null;
  readonly message: string;
  readonly hint: string | null;
}

export type Response =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly refusal: Refusal };
