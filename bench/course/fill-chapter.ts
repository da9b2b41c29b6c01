/**
 * Writes into a chapter what programs know: whole blocks between `<!-- KIND …:begin -->` and `<!-- KIND …:end -->`, and
 * single numbers, `<!--= z1[1,2] -->0.67<!--/-->`, from the golden trace.
 */
import { format } from 'prettier';
import { replaceSection } from '../writing/replace-section.ts';
import { renderEquations } from './blocks/equations-block.ts';
import { renderSabotage } from './blocks/sabotage-block.ts';
import { renderStudy } from './blocks/study-block.ts';
import type { Chapter } from './chapters/chapter.ts';
import type { Golden } from './golden.ts';
import type { Picture } from './pictures/picture.ts';
import { show } from './show-number.ts';

const BLOCK = /<!-- (([a-z]+)((?: [\w.-]+)*)):begin -->/g;
const NUMBER = /<!--= (\S+) -->[^<]*<!--\/-->/g;

export interface FilledChapter {
  readonly markdown: string;
  readonly picture: Picture;
}

/** @throws Error for a block of a kind that isn't known, or for a number that isn't in the trace. */
export async function fillChapter(markdown: string, chapter: Chapter, golden: Golden, root: string): Promise<FilledChapter> {
  const picture = await chapter.picture(golden);
  const blocks: Readonly<Record<string, (words: readonly string[]) => string | Promise<string>>> = {
    picture: () => pictureBlock(chapter, picture),
    equations: (ids) => renderEquations(ids, root),
    numbers: () => chapter.numbers(golden),
    experiment: () => chapter.experiment!(golden),
    sabotage: ([name]) => renderSabotage(name!, root),
    study: () => renderStudy(chapter),
  };
  let filled = markdown.replace(NUMBER, (_, place: string) => `<!--= ${place} -->${show(golden.step.at(place))}<!--/-->`);
  for (const [, name, kind, words] of markdown.matchAll(BLOCK)) {
    const render = blocks[kind!];
    if (render === undefined) throw new Error(`${chapter.name}: no program writes a block ${kind}`);
    const given = words!.trim().split(' ').filter((word) => word !== '');
    filled = replaceSection(filled, name!, `${await render(given)}\n`);
  }
  return { markdown: await format(filled, { parser: 'markdown', printWidth: 120, singleQuote: true, embeddedLanguageFormatting: 'off' }), picture };
}

function pictureBlock({ name }: Chapter, { alternative, table }: Picture): string {
  return [
    `![${alternative}](pictures/${name}.svg)`,
    `<details><summary>The picture in numbers</summary>`,
    table,
    '</details>',
  ].join('\n\n');
}
