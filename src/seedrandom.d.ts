/** What is used of the one file of seedrandom that is loaded: its index would bring six other generators along. */
declare module 'seedrandom/seedrandom.js' {
  interface State {
    readonly i: number;
    readonly j: number;
    readonly S: number[];
  }
  interface Generator {
    /** In [0, 1), with 53 bits. */
    double(): number;
    state(): State;
  }
  /** @param options `state: true` for a generator that tells its state, or the state to go on from */
  export default function seedrandom(seed: string, options: { readonly state: true | State }): Generator;
}
