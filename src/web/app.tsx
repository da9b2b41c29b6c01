/**
 * The page: what is studied and how it trains on top, then the step, the network beside what is opened of it, the rows
 * beside the views.
 */
import { DataPanel } from './data/data-panel.tsx';
import { Header } from './data/header.tsx';
import { Failure } from './data/failure.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { NetworkPanel } from './network/network-panel.tsx';
import { Questions } from './questions/questions.tsx';
import { description } from './state/state.ts';
import { Stepper } from './stepper/stepper.tsx';
import { ViewTabs } from './views/view-tabs.tsx';

export function App() {
  return (
    <>
      <Header />
      <main>
        <Failure />
        {description.value !== null && (
          <>
            <Stepper />
            <Questions />
            <NetworkPanel />
            <Inspector />
            <DataPanel />
            <ViewTabs />
          </>
        )}
      </main>
    </>
  );
}
