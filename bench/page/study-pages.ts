/**
 * The study page as readers get it: from the server of `glassnet study`, and as a file.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPage } from './build-page.ts';
import { servePage, type PageServer } from '../../src/server/page-server.ts';
import { studyPage } from '../../src/server/study-page.ts';
import { EMBEDDED_SCHEMA } from '../../src/study/opening/embedded.ts';
import { SET_TRAINING, type Opening } from '../../src/study/opening/opening.ts';

export class StudyPages {
  readonly #folder: string;
  readonly #built: string;
  readonly #servers: PageServer[] = [];
  #files = 0;

  private constructor(folder: string, built: string) {
    this.#folder = folder;
    this.#built = built;
  }

  /**
   * Builds the page; the caller closes what serves it.
   *
   * @param root of the repository
   * @param folder for its files
   */
  static async build(root: string, folder: string): Promise<StudyPages> {
    const built = join(folder, 'study.html');
    writeFileSync(built, await buildPage(root));
    return new StudyPages(folder, built);
  }

  /** The address of a file with the page. */
  async file(opening?: Opening): Promise<string> {
    const path = join(this.#folder, `study-${++this.#files}.html`);
    writeFileSync(path, await this.#page(opening));
    return pathToFileURL(path).href;
  }

  /** The address of a server of the page. */
  async serve(opening?: Opening): Promise<string> {
    const bytes = new TextEncoder().encode(await this.#page(opening));
    const server = await servePage(new Map([['/', { type: 'text/html; charset=utf-8', bytes }]]), 0);
    this.#servers.push(server);
    return server.address;
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  #page(opening?: Opening): Promise<string> {
    const data = opening ?? { data: { kind: 'set', name: 'moons' }, training: SET_TRAINING };
    return studyPage({ schema: EMBEDDED_SCHEMA, opening: data, words: [] }, this.#built);
  }
}
