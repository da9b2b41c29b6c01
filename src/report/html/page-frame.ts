/**
 * The whole HTML file around the sections: one file that loads nothing, runs nothing, and says so to the browser.
 */
import { markup, Html } from './markup.ts';
import { isLeftOut, sectionHtml, type Section } from './section.ts';
import { pageStyles } from './style.ts';

/** No script, no request: styles stand in the page, pictures are part of it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export interface Page {
  readonly title: string;
  readonly heading: Html;
  /** One line below the heading. */
  readonly about: Html;
  readonly sections: readonly Section[];
  readonly footer: Html;
}

export function pageHtml({ title, heading, about, sections, footer }: Page): string {
  const links = sections
    .filter(({ body }) => !isLeftOut(body))
    .map((section) => markup`<li><a href="#${section.id}">${section.title}</a></li> `);
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="glassnet">
        <link rel="icon" href="data:,">
        <title>${title}</title>
        <style>
          ${new Html(pageStyles())}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the verdict</a>
        <header>
          <h1>${heading}</h1>
          <p class="meta">${about}</p>
        </header>
        <nav class="contents" aria-label="Contents">
          <ol>
            ${links}
          </ol>
        </nav>
        <main id="content" tabindex="-1">${sections.map(sectionHtml)}</main>
        <footer><p class="meta">${footer}</p></footer>
      </body>
    </html> `.text;
}
