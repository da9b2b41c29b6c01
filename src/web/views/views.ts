/**
 * The views of the study, in the order of their tabs. A view reads the signals of `state/` and asks the worker itself.
 */
import type { FunctionComponent } from 'preact';

export interface View {
  /** In the URL. */
  readonly id: string;
  readonly title: string;
  readonly component: FunctionComponent;
}

export const VIEWS: readonly View[] = [];
