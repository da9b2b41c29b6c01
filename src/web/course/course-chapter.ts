/**
 * A chapter of the course as the page holds it, made of `docs/course` when the page is built.
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
