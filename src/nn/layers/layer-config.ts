/**
 * A layer's options as JSON, from which it can be made again.
 */
export interface LayerConfig {
  readonly kind: string;
  readonly [option: string]: LayerOption;
}

type LayerOption = string | number | boolean | null | readonly LayerOption[] | { readonly [name: string]: LayerOption };
