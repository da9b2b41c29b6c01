/**
 * The chapters of the course, which lie in the page as a template: `bench/course/course-html.ts` makes it of `docs/course`
 * when the page is built.
 */
export interface CourseChapter {
  /** Of its file, such as `03-relu`. */
  readonly name: string;
  /** With its number. */
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  /**
   * Begins with the title as `h2`. A link to another chapter has `data-chapter`, a button for an equation `data-equation`,
   * its id, and one for a place of the page `data-study`, the hash of its URL.
   */
  readonly html: string;
}

/** An `article` each: its name as ID, what it is about as title. */
export function readChapters(): CourseChapter[] {
  const { content } = document.getElementById('study-course') as HTMLTemplateElement;
  return Array.from(content.querySelectorAll('article'), ({ id, title, innerHTML, firstElementChild }) => ({
    name: id,
    title: firstElementChild!.textContent,
    about: title,
    html: innerHTML,
  }));
}
