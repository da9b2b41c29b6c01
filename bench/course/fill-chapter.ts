/**
 * Writes into a page of the course what programs know: whole blocks between `<!-- KIND …:begin -->` and
 * `<!-- KIND …:end -->`, and single numbers, `<!--= z1[1,2] -->0.67<!--/-->`, from the golden trace.
 */
import { format, resolveConfig } from 'prettier';
import { findRegions } from '../study/code-regions.ts';
import { replaceSection } from '../writing/replace-section.ts';
import { renderEquations } from './blocks/equations-block.ts';
import { renderSabotage } from './blocks/sabotage-block.ts';
import { renderStudy } from './blocks/study-block.ts';
import type { Chapter } from './chapters/chapter.ts';
import type { Golden } from './golden.ts';
import type { Picture } from './pictures/picture.ts';
import type { Recording } from './recording.ts';
import { show } from './show-number.ts';

const BLOCK = /<!-- (([a-z]+)((?: [\w.+-]+)*)):begin -->/g;
const NUMBER = /<!--= (\S+) -->[^<]*<!--\/-->/g;

/** What writes a block, by its kind; given the words behind the kind. */
export type Writers = Readonly<Record<string, (words: readonly string[]) => string | Promise<string>>>;

export interface FilledChapter {
  readonly markdown: string;
  readonly picture: Picture;
}

/** @throws Error for a block of a kind that isn't known, or for a number that isn't in the trace. */
export async function fillChapter(
  markdown: string,
  chapter: Chapter,
  golden: Golden,
  root: string,
): Promise<FilledChapter> {
  const picture = await chapter.picture(golden);
  const writers: Writers = {
    picture: () => pictureBlock(chapter, picture),
    equations: async (ids) => renderEquations(ids, await findRegions(root)),
    numbers: () => chapter.numbers(golden),
    sabotage: ([name]) => renderSabotage(name!, root),
    study: () => renderStudy(chapter),
    ...(chapter.experiment && { experiment: () => chapter.experiment!(golden) }),
  };
  const numbered = fillNumbers(markdown, golden.step);
  return { markdown: await fillBlocks(numbered, writers, chapter.name), picture };
}

/** The page with each block written anew. @throws Error for a block that nobody writes. */
export async function fillBlocks(markdown: string, writers: Writers, page: string): Promise<string> {
  let filled = markdown;
  for (const [, name, kind, words] of markdown.matchAll(BLOCK)) {
    const write = writers[kind!];
    if (write === undefined) throw new Error(`${page}: no program writes a block ${kind}`);
    const given = words!.split(' ').filter((word) => word !== '');
    filled = replaceSection(filled, name!, `${await write(given)}\n`);
  }
  // Code is shown as it stands.
  const style = { ...(await resolveConfig('package.json')), embeddedLanguageFormatting: 'off' as const };
  return await format(filled, { ...style, parser: 'markdown' });
}

/** The page with each number in the text written anew. @throws Error for a number that isn't in the recording. */
export function fillNumbers(markdown: string, step: Recording): string {
  return markdown.replace(NUMBER, (_, place: string) => `<!--= ${place} -->${show(step.at(place))}<!--/-->`);
}

function pictureBlock({ name }: Chapter, { alternative, table }: Picture): string {
  return [
    `![${alternative}](pictures/${name}.svg)`,
    `<details><summary>The picture in numbers</summary>`,
    table,
    '</details>',
  ].join('\n\n');
}
