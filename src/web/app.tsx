/**
 * The page: what is studied and how it trains on top, then the step, the network and the views beside what is opened
 * of them and the rows.
 */
import { CourseDialog } from './course/course-dialog.tsx';
import { DataPanel } from './data/data-panel.tsx';
import { Header } from './data/header.tsx';
import { Failure } from './data/failure.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { NetworkPanel } from './network/network-panel.tsx';
import { Questions } from './questions/questions.tsx';
import { chooseEquation, description } from './state/state.ts';
import { Stepper } from './stepper/stepper.tsx';
import { ViewTabs } from './views/view-tabs.tsx';

export function App() {
  return (
    <>
      <Header />
      <main>
        <Failure />
        {description.value !== null && <Study />}
      </main>
      <CourseDialog onEquation={chooseEquation} />
    </>
  );
}

function Study() {
  return (
    <>
      <Stepper />
      <Questions />
      <div class="column">
        <NetworkPanel />
        <ViewTabs />
      </div>
      <div class="column">
        <Inspector />
        <DataPanel />
      </div>
    </>
  );
}
