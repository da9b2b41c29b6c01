/**
 * The study page as one file: its code, its worker's code and its styles inside, so that it opens from a disk, without a
 * network, as it does from a server.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { courseHtml } from '../course/course-html.ts';
import { parse } from '../house/syntax-tree.ts';

interface Parts {
  readonly script: string;
  readonly styles: string;
}

/** @param root of the repository */
export async function buildPage(root: string): Promise<string> {
  const web = join(root, 'src/web');
  const [frame, page, worker, course] = await Promise.all([
    readFile(join(web, 'study.html'), 'utf8'),
    bundleScript(join(web, 'main.tsx')),
    bundleScript(join(web, 'worker/worker.ts')),
    courseHtml(root),
  ]);
  const script = escapeScript(page.script);
  const parts = new Map([
    ['policy', `<meta http-equiv="Content-Security-Policy" content="${policy(script, page.styles)}" />`],
    ['styles', `<style>${page.styles}</style>`],
    ['data', jsonScript('study-data', null)],
    ['course', `<template id="study-course">${course}</template>`],
    ['worker', jsonScript('study-worker', worker.script)],
    ['script', `<script>${script}</script>`],
  ]);
  return frame.replace(/[ ]*<!-- (\w+) -->/g, (place, name: string) => {
    const part = parts.get(name);
    if (part === undefined) throw new Error(`study.html: there is nothing for ${place}`);
    return part;
  });
}

/** An entry with all that it imports as a classic script, minified. */
async function bundleScript(entry: string): Promise<Parts> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // Whatever the environment says, such as that of tests.
    mode: 'production',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      cssCodeSplit: false,
      // As light-dark() needs.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  });
  const { output } = result as Rolldown.RolldownOutput;
  const [chunk, ...others] = output;
  const sheets = others.filter((other) => other.type === 'asset');
  if (sheets.length < others.length) throw new Error(`${entry}: expected one script, Vite made ${output.length} files`);
  return { script: chunk.code.trim(), styles: sheets.map(({ source }) => String(source).trim()).join('\n') };
}

/**
 * A script that HTML lets stand whole: what would end it, or begin a comment, is written with a backslash, which means
 * the same within a string, a template or a pattern.
 *
 * @throws Error where one of them stands elsewhere.
 */
export function escapeScript(code: string): string {
  const escaped = code.replaceAll(/<\/(?=script)/gi, String.raw`<\/`).replaceAll('<!--', String.raw`<\!--`);
  parse('script.js', escaped);
  return escaped;
}

/** Data that lies in the page, for any text in it: only what begins with these two signs could end it. */
function jsonScript(id: string, value: unknown): string {
  const json = JSON.stringify(value).replaceAll(/<(?=[/!])/g, String.raw`\u003c`);
  return `<script type="application/json" id="${id}">${json}</script>`;
}

/** Nothing but what is in the page may run, and nothing may be sent: data that is dropped here stays here. */
function policy(script: string, styles: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(styles)}`,
    'worker-src blob:',
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
