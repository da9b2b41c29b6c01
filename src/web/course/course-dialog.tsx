/**
 * The course over the page: a button that opens it where it was left, and the dialog it opens in. Esc goes from a chapter
 * to the list, and from there back to the page.
 */
import { signal } from '@preact/signals';
import { readChapters, type CourseChapter } from './chapters.ts';
import { Course, focusTitle } from './course.tsx';

/** The name of the chapter that was read last; null for the list. */
const chapter = signal<string | null>(null);
const isOpen = signal(false);

/** Read when the course is first opened. */
let chapters: readonly CourseChapter[] | undefined;

export function CourseButton() {
  return (
    <button type="button" aria-haspopup="dialog" onClick={() => (isOpen.value = true)}>
      Course
    </button>
  );
}

/** @param onEquation is told the id of an equation that was asked for; the course is closed then */
export function CourseDialog({ onEquation }: { readonly onEquation: (id: string) => void }) {
  if (!isOpen.value) return null;
  return (
    <dialog
      class="course-dialog"
      aria-label="course"
      ref={showModal}
      onKeyDown={(event) => {
        // Not for the page below.
        if (event.key === 'Escape') event.stopPropagation();
      }}
      onCancel={(event) => {
        if (chapter.value === null) return;
        event.preventDefault();
        chapter.value = null;
      }}
      onClose={() => (isOpen.value = false)}
    >
      <button type="button" class="close" onClick={close}>
        Close <span aria-hidden="true">×</span>
      </button>
      <Course
        chapters={(chapters ??= readChapters())}
        name={chapter.value}
        onChapter={(name) => (chapter.value = name)}
        onEquation={(id) => {
          close();
          onEquation(id);
        }}
        onStudy={(hash) => {
          close();
          location.hash = hash;
        }}
      />
    </dialog>
  );
}

let shown: HTMLDialogElement | null = null;

function showModal(dialog: HTMLDialogElement | null): void {
  shown = dialog;
  if (dialog?.open !== false) return;
  dialog.showModal();
  focusTitle(dialog);
}

/** The button is in focus again, then. */
function close(): void {
  shown?.close();
}
