/**
 * The course: the list of its chapters, or one of them.
 */
import './course.css';
import type { CourseChapter } from './chapters.ts';

interface CourseProps {
  readonly chapters: readonly CourseChapter[];
  /** The chapter that is open; null for the list. */
  readonly name: string | null;
  readonly onChapter: (name: string | null) => void;
  /** An equation was asked for by its id. */
  readonly onEquation: (id: string) => void;
  /** A place of the page was asked for, by the hash of its URL. */
  readonly onStudy: (hash: string) => void;
}

export function Course({ chapters, name, onChapter, onEquation, onStudy }: CourseProps) {
  const at = chapters.findIndex((chapter) => chapter.name === name);
  const chapter = chapters[at];
  const onClick = (event: MouseEvent): void => {
    const { chapter: wanted, equation, study } = targetOf(event)?.dataset ?? {};
    if (wanted !== undefined) {
      event.preventDefault();
      onChapter(wanted === 'README' ? null : wanted);
    }
    if (equation !== undefined) onEquation(equation);
    if (study !== undefined) onStudy(study);
  };
  return (
    <div class="course" onClick={onClick}>
      {chapter === undefined ? (
        <List key="list" chapters={chapters} />
      ) : (
        <>
          {/* Written by our own program from our own text. */}
          <article key={chapter.name} ref={focusTitle} dangerouslySetInnerHTML={{ __html: chapter.html }} />
          <nav aria-label="chapters">
            <Neighbour chapter={chapters[at - 1]} arrow="←" />
            <a href="#" data-chapter="README">
              all chapters
            </a>
            <Neighbour chapter={chapters[at + 1]} arrow="→" />
          </nav>
        </>
      )}
    </div>
  );
}

function List({ chapters }: Pick<CourseProps, 'chapters'>) {
  return (
    <div ref={focusTitle}>
      <h2 tabIndex={-1}>The course</h2>
      <ul>
        {chapters.map(({ name, title, about }) => (
          <li key={name}>
            <a href="#" data-chapter={name}>
              {title}
            </a>
            <br />
            {about}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Neighbour({ chapter, arrow }: { readonly chapter: CourseChapter | undefined; readonly arrow: string }) {
  if (chapter === undefined) return null;
  return (
    <a href="#" data-chapter={chapter.name}>
      <span aria-hidden="true">{arrow}</span> {chapter.title}
    </a>
  );
}

/** The link or button that was clicked. */
function targetOf({ target }: MouseEvent): HTMLElement | null {
  return target instanceof Element
    ? target.closest<HTMLElement>('[data-chapter], [data-equation], [data-study]')
    : null;
}

/** What has just opened is read from its title on. */
export function focusTitle(element: HTMLElement | null): void {
  element?.querySelector('h2')?.focus();
}
