/**
 * The look of the page: one column of text that is pleasant to read, contents beside it where there is room, light and
 * dark, on a phone and on paper.
 */
import { chartStyles } from '../charts/svg/chart-styles.ts';

/** On a light and on a dark ground; texts stand out from each ground by 4.5:1 or more (WCAG 2.2, 1.4.3). */
const COLOURS = {
  ground: ['#ffffff', '#14171a'],
  raised: ['#f6f7f8', '#1d2125'],
  ink: ['#1c2126', '#e6e9ec'],
  quiet: ['#59626b', '#a3adb6'],
  rule: ['#dfe3e6', '#343a40'],
  link: ['#0b5cad', '#7ab8f5'],
  error: ['#b3261e', '#ff9a91'],
  warning: ['#8a5300', '#f0b55c'],
  errorGround: ['#fdf1f0', '#2c1a19'],
  warningGround: ['#fdf6ea', '#2a2216'],
} as const;

const NAMES = Object.keys(COLOURS) as (keyof typeof COLOURS)[];
const property = (name: string) => `--${name}`;
const declared = (shade: 0 | 1) => NAMES.map((name) => `${property(name)}: ${COLOURS[name][shade]};`).join(' ');
const used = (name: keyof typeof COLOURS) => `var(${property(name)})`;

export function pageStyles(): string {
  return `${chartStyles()}
:root { color-scheme: light dark; ${declared(0)} }
@media (prefers-color-scheme: dark) { :root { ${declared(1)} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: ${used('ground')}; color: ${used('ink')};
  font: 400 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere; }
a { color: ${used('link')}; text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid ${used('link')}; outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; top: 0; padding: 0.5rem 1rem; background: ${used('ground')}; }
.skip:focus { left: 1rem; z-index: 1; }
header, main, footer { max-width: 48rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: 2rem; letter-spacing: -0.015em; margin: 0 0 0.5rem; }
h2 { font-size: 1.5rem; letter-spacing: -0.01em; margin: 0 0 1rem; }
h3 { font-size: 1.125rem; margin: 2.5rem 0 0.5rem; }
h4 { font-size: 1rem; margin: 1.75rem 0 0.25rem; }
p { margin: 0 0 1rem; max-width: 42rem; }
section { padding: 3rem 0 1rem; }
section + section, .left-out + section { border-top: 1px solid ${used('rule')}; }
.meta, .note, .left-out, caption { color: ${used('quiet')}; font-size: 0.9375rem; line-height: 1.5; }
.left-out { border-left: 3px solid ${used('rule')}; padding-left: 1rem; margin: 1.5rem 0; }
.lead { font-size: 1.25rem; line-height: 1.5; }
.limit { background: ${used('raised')}; border-radius: 0.5rem; padding: 1rem 1.25rem; max-width: none; }
.name { font-weight: 550; }
.contents { max-width: 48rem; margin: 0 auto; padding: 0 1.25rem; font-size: 0.9375rem; }
.contents ol { list-style: none; margin: 1.5rem 0 0; padding: 0; columns: 2; column-gap: 2rem; }
.contents li { margin: 0.25rem 0; break-inside: avoid; }
.contents a { color: inherit; text-decoration-color: ${used('rule')}; }
.callout { border-left: 4px solid ${used('rule')}; background: ${used('raised')}; border-radius: 0 0.5rem 0.5rem 0; padding: 1rem 1.25rem; margin: 0 0 1.75rem; }
.callout p:last-child, .callout ul:last-child { margin-bottom: 0; }
.callout ul { margin: 0 0 1rem; padding-left: 1.25rem; }
.callout li { margin: 0.5rem 0; }
.callout.error { border-color: ${used('error')}; background: ${used('errorGround')}; }
.callout.warning, .callout.unknown { border-color: ${used('warning')}; background: ${used('warningGround')}; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1px; background: ${used('rule')}; border: 1px solid ${used('rule')}; border-radius: 0.5rem; overflow: hidden; margin: 1.5rem 0; }
.tiles > div { background: ${used('ground')}; padding: 1rem 1.125rem; }
.tiles dt { color: ${used('quiet')}; font-size: 0.875rem; }
.tiles dd { margin: 0; }
.tiles b { display: block; font-size: 1.75rem; line-height: 1.3; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.tiles .note { display: block; font-size: 0.8125rem; }
figure { margin: 2.5rem 0; }
figcaption h3, figcaption h4 { margin: 0 0 0.25rem; font-size: 1.0625rem; }
figcaption p { margin: 0 0 0.75rem; }
.picture svg { display: block; }
.narrow { display: none; }
.pair { display: grid; align-items: start; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 0 2rem; }
.pair > div { min-width: 0; }
.pair figure { margin: 1.5rem 0; }
.pair figcaption p { font-size: 0.9375rem; line-height: 1.5; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; color: ${used('quiet')}; font-size: 0.875rem; width: fit-content; padding: 0.25rem 0; }
.scroll { overflow: auto; margin: 1rem 0 1.5rem; }
details .scroll { max-height: 28rem; }
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; font-variant-numeric: tabular-nums; min-width: 100%; overflow-wrap: normal; }
caption { text-align: left; caption-side: top; padding: 0 0 0.5rem; max-width: min(42rem, calc(100vw - 2.5rem)); }
th, td { text-align: right; white-space: nowrap; padding: 0.45rem 0 0.45rem 1rem; border-bottom: 1px solid ${used('rule')}; vertical-align: top; }
thead th { font-weight: 600; border-bottom-color: ${used('quiet')}; vertical-align: bottom; }
tbody th { font-weight: 500; min-width: 5rem; }
th .note { display: block; font-size: 0.8125rem; font-weight: 400; min-width: 12rem; }
td .note { display: block; font-size: 0.8125rem; }
.text { text-align: left; white-space: normal; }
tr > :first-child { padding-left: 0; }
.best { font-weight: 700; }
.badge { display: inline-block; font-size: 0.75rem; font-weight: 650; border: 1px solid currentColor; border-radius: 1rem; padding: 0 0.5rem; margin-right: 0.25rem; color: ${used('quiet')}; }
.error > p > .badge { color: ${used('error')}; }
.warning > p > .badge { color: ${used('warning')}; }
.findings { list-style: none; padding: 0; }
.findings li { border-top: 1px solid ${used('rule')}; padding: 1rem 0; }
.findings p { margin: 0 0 0.4rem; }
.findings p + p { font-size: 0.9375rem; color: ${used('quiet')}; }
code, pre { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
pre { background: ${used('raised')}; border-radius: 0.5rem; padding: 0.75rem 1rem; white-space: pre-wrap; }
p code { background: ${used('raised')}; border-radius: 0.25rem; padding: 0.1em 0.35em; }
.value { overflow-wrap: anywhere; }
.value code { word-break: break-all; }
footer { border-top: 1px solid ${used('rule')}; padding-top: 1.5rem; padding-bottom: 4rem; margin-top: 2rem; }
@media (min-width: 75rem) {
  .contents { position: fixed; top: 0; left: max(1.5rem, calc(50vw - 40rem)); width: 13rem; padding: 3.4rem 0 0; margin: 0; }
  .contents ol { columns: 1; margin: 0; }
  .contents li { margin: 0.6rem 0; line-height: 1.35; }
  header, main, footer { margin-left: max(16.5rem, calc(50vw - 25rem)); }
}
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  h1 { font-size: 1.625rem; }
  .lead { font-size: 1.125rem; }
  .contents ol { columns: 1; }
  section { padding-top: 2rem; }
  .wide { display: none; }
  .narrow { display: block; }
}
@media print {
  :root { color-scheme: light; ${declared(0)} font-size: 10pt; }
  @page { margin: 18mm 16mm; }
  .contents, .skip, details { display: none; }
  header, main, footer { max-width: none; margin: 0; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  section { padding: 1.5rem 0 0.5rem; }
  h2, h3, h4, figcaption, caption, thead { break-after: avoid; }
  figure, .callout, .tiles, .limit, .findings li, tr { break-inside: avoid; }
  figure { margin: 1.75rem 0; }
  .picture.wide svg { max-width: 16cm; }
  .scroll { overflow: visible; max-height: none; }
  th, td { white-space: normal; }
  td .note { white-space: nowrap; }
  .narrow { display: none; }
  .pair { grid-template-columns: 1fr 1fr; }
  a { color: inherit; text-decoration: none; }
}
`;
}
