/**
 * A small page that nothing is wrong with, and the same with one thing wrong: what the checks of the report must let pass,
 * and what they must refuse.
 */
import { POLICY, type Check } from './readers.ts';

const STYLE = `
  body { font: 16px/1.5 sans-serif; margin: 1rem; color: #222; background: #fff }
  .wide { overflow-x: auto } svg { max-width: 100% } figure { margin: 0 }
  td { padding: 0 0.5rem; white-space: nowrap }
  @media (prefers-color-scheme: dark) { body { color: #ddd; background: #111 } svg { fill: #ddd } a { color: #9cf } }`;

const FIGURE = `<figure id="roc"><figcaption>Nine of ten pairs are ranked rightly.</figcaption>
<svg role="img" aria-labelledby="roc-title" width="320" height="200" viewBox="0 0 320 200"><title id="roc-title">ROC</title>
<defs><clipPath id="roc-clip"><rect width="320" height="200"/></clipPath></defs>
<path clip-path="url(#roc-clip)" d="M0 200 L320 0" stroke="currentColor"/>
<text x="10" y="20">share found</text><text x="10" y="190">0 %</text></svg>
<details><summary>Table of this figure</summary><div class="wide" tabindex="0" role="region" aria-label="ROC">
<table><thead><tr><th scope="col">share</th></tr></thead><tbody><tr><td>0 %</td></tr></tbody></table></div></details></figure>`;

export const GOOD_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>A report</title>
<style>${STYLE}</style></head>
<body><header><a href="#main">To the report</a><h1>A report</h1></header>
<main id="main"><h2>How good</h2><p>It ranks nine of ten pairs rightly.</p>
${FIGURE}</main></body></html>
`;

const WIDE_TABLE = `<table><tbody><tr>${'<td>10,000</td>'.repeat(40)}</tr></tbody></table>`;

/** What is wrong, the check that must notice, what it must say, and the change. */
export const BAD_PAGES: readonly (readonly [string, Check, RegExp, (page: string) => string])[] = [
  ['two labels on each other', 'layout', /"0 %" stands on "share/, replacing('y="190"', 'y="26"')],
  [
    'a label that its drawing cuts off',
    'layout',
    /"share found" leaves its/,
    replacing('x="10" y="20"', 'x="280" y="20"'),
  ],
  [
    'labels that a narrow screen shrinks',
    'layout',
    /390 px: the label "0 %" is [67]\.\d px/,
    replacing('viewBox="0 0 320 200"', 'viewBox="0 0 800 500"'),
  ],
  [
    'a number that a name from right to left turns round',
    'layout',
    /the number behind "\S+ = 40" stands before it/,
    replacing('<p>', '<p>\u0645\u0628\u0644\u063a = 40</p><p>'),
  ],
  [
    'a label that a name from right to left turns round',
    'layout',
    /the number behind "\S+ = 40" stands before it/,
    replacing('</svg>', '<text x="100" y="100">\u0645\u0628\u0644\u063a = 40</text></svg>'),
  ],
  ['a paragraph on another', 'layout', /stands on/, replacing('</p>', '</p><p style="margin-top:-2.5rem">On it.</p>')],
  ['a wide table without a box to scroll in', 'layout', /scrolls sideways/, replacing('<p>', `${WIDE_TABLE}<p>`)],
  ['a script', 'markup', /1 scripts/, replacing('</main>', '<script>void 0</script></main>')],
  ['a handler', 'markup', /script in onclick/, replacing('<p>', '<p onclick="void 0">')],
  ['an id twice', 'markup', /id roc stands 2/, replacing('<p>', '<p id="roc">')],
  ['a link to nothing', 'markup', /leads to #top/, replacing('href="#main"', 'href="#top"')],
  ['a link out of the file', 'markup', /out of the file/, replacing('href="#main"', 'href="https://example.org"')],
  [
    'a clip path that is not there',
    'markup',
    /names #roc-clip/,
    replacing('clipPath id="roc-clip"', 'clipPath id="x"'),
  ],
  ['a page without an icon', 'markup', /names no icon/, replacing('<link rel="icon" href="data:,">', '')],
  ['a drawing without a name', 'markup', /has no name/, replacing('>ROC</title>', '></title>')],
  [
    'a figure without its table',
    'markup',
    /id=roc> has no table/,
    (page) => page.replace(/<details>.*<\/details>/s, ''),
  ],
  [
    'a paragraph around a list',
    'markup',
    /closes|was written as/,
    replacing('rightly.</p>', '<ul><li>9</li></ul></p>'),
  ],
  ['a table without a body', 'markup', /was written as <tr>/, (page) => page.replaceAll(/<\/?tbody>/g, '')],
  ['a name with an unescaped <', 'markup', /is not a tag/, replacing('rightly', '<3')],
  ['an attribute twice', 'markup', /has id twice/, replacing('<main id="main"', '<main id="main" id="main"')],
  ['an element that is not closed', 'markup', /closes <p>/, replacing('</p>', '')],
  [
    'a picture from elsewhere',
    'noise',
    /forbids img-src/,
    replacing('<p>', '<img alt="" src="https://example.org/x.png"><p>'),
  ],
  ['a script that the policy stops', 'noise', /forbids script-src/, replacing('<p>', '<script>alert(1)</script><p>')],
  [
    'a script that only the policy of a server stops',
    'served',
    /forbids script-src/,
    (page) => page.replace(/<meta http-equiv[^>]*>/, '').replace('<p>', '<script>alert(1)</script><p>'),
  ],
  [
    'a table that paper cuts',
    'paper',
    /paper cuts <div class="wide"/,
    replacing('<p>', `<div class="wide">${WIDE_TABLE}</div><p>`),
  ],
  [
    'a disclosure that Tab passes by',
    'keyboard',
    /does not reach <summary/,
    replacing('<summary>', '<summary tabindex="-1">'),
  ],
  ['grey on white', 'contrast', /color-contrast/, replacing('color: #222', 'color: #bbb')],
  ['a language that is not named', 'axe', /html-has-lang/, replacing(' lang="en"', '')],
  ['black on black in the dark', 'dark', /color-contrast/, replacing('color: #ddd', 'color: #222')],
];

function replacing(written: string, other: string): (page: string) => string {
  return (page) => {
    if (!page.includes(written)) throw new Error(`the good page has no ${written}`);
    return page.replace(written, other);
  };
}
