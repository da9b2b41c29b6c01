/** The parts of WebAssembly's JavaScript interface in use. Browser types aren't loaded: the core must not use them. */
declare namespace WebAssembly {
  class Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  }
  class Memory {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    constructor(limits: { readonly initial: number; readonly maximum: number; readonly shared: boolean });
  }
}
