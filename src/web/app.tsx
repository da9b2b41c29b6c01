/**
 * The page: what is studied and how it trains on top, then the step, the network beside what is opened of it, the rows
 * beside the views.
 */
import { Course } from './course/course.tsx';
import type { CourseChapter } from './course/course-chapter.ts';
import { DataPanel } from './data/data-panel.tsx';
import { Header } from './data/header.tsx';
import { Failure } from './data/failure.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { NetworkPanel } from './network/network-panel.tsx';
import { Questions } from './questions/questions.tsx';
import { chapter, chooseEquation, description } from './state/state.ts';
import { Stepper } from './stepper/stepper.tsx';
import { ViewTabs } from './views/view-tabs.tsx';

export function App({ chapters }: { readonly chapters: readonly CourseChapter[] }) {
  return (
    <>
      <Header />
      <main>
        <Failure />
        {chapter.value === undefined ? (
          description.value !== null && <Study />
        ) : (
          <Course
            chapters={chapters}
            name={chapter.value}
            onChapter={(name) => (chapter.value = name)}
            onEquation={(id) => {
              chapter.value = undefined;
              chooseEquation(id);
            }}
            onClose={() => (chapter.value = undefined)}
          />
        )}
      </main>
    </>
  );
}

function Study() {
  return (
    <>
      <Stepper />
      <Questions />
      <NetworkPanel />
      <Inspector />
      <DataPanel />
      <ViewTabs />
    </>
  );
}
