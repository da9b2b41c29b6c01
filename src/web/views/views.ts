/**
 * The views of the study, in the order of their tabs. A view reads the signals of `state/` and asks the worker itself.
 */
import './views.css';
import type { FunctionComponent } from 'preact';
import { ConfusionView } from './confusion-view.tsx';
import { LayersView } from './layers-view.tsx';
import { LearningView } from './learning-view.tsx';
import { SurfaceView } from './surface-view.tsx';
import { WeightsView } from './weights-view.tsx';

export interface View {
  /** In the URL. */
  readonly id: string;
  readonly title: string;
  readonly component: FunctionComponent;
}

export const VIEWS: readonly View[] = [
  { id: 'surface', title: 'Surface', component: SurfaceView },
  { id: 'learning', title: 'Loss', component: LearningView },
  { id: 'weights', title: 'Weights', component: WeightsView },
  { id: 'layers', title: 'Layers', component: LayersView },
  { id: 'confusion', title: 'Confusion', component: ConfusionView },
];
