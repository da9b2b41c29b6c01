/**
 * The course over the page: a button that opens it where it was left, and the dialog it opens in.
 */
import { signal } from '@preact/signals';
import type { CourseChapter } from './course-chapter.ts';
import { Course } from './course.tsx';

/** The name of the chapter that was read last; null for the list. */
const chapter = signal<string | null>(null);
const isOpen = signal(false);

/** Parsed when the course is first opened. */
let chapters: readonly CourseChapter[] | undefined;
const allChapters = () =>
  (chapters ??= JSON.parse(document.getElementById('study-course')!.textContent) as readonly CourseChapter[]);

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
  const close = (): void => {
    isOpen.value = false;
  };
  return (
    <dialog class="course-dialog" aria-label="course" ref={showModal} onClose={close}>
      <button type="button" class="close" onClick={close}>
        Close <span aria-hidden="true">×</span>
      </button>
      <Course
        chapters={allChapters()}
        name={chapter.value}
        onChapter={(name) => (chapter.value = name)}
        onEquation={(id) => {
          close();
          onEquation(id);
        }}
        onClose={close}
      />
    </dialog>
  );
}

function showModal(dialog: HTMLDialogElement | null): void {
  if (dialog?.open === false) dialog.showModal();
}
