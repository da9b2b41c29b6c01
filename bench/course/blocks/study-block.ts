/**
 * The foot of a chapter: its row in the study page and as a command, and the way to the neighbours.
 */
import { CHAPTERS } from '../chapters/chapters.ts';
import type { Chapter } from '../chapters/chapter.ts';
import { GOLDEN_COMMAND } from '../golden.ts';

export function renderStudy(chapter: Chapter): string {
  const at = CHAPTERS.indexOf(chapter);
  const { flags = '', command = GOLDEN_COMMAND } = chapter.look;
  const trace = `glassnet trace ${command.trace}${flags === '' ? '' : ` ${flags}`}`;
  const neighbours = [
    at > 0 && `[← ${at}](${CHAPTERS[at - 1]!.name}.md)`,
    '[all chapters](README.md)',
    at < CHAPTERS.length - 1 && `[${at + 2} →](${CHAPTERS[at + 1]!.name}.md)`,
  ];
  return [
    `**Open in study.** Look at ${chapter.look.at}:`,
    ['```sh', `glassnet study ${command.study}`, trace, '```'].join('\n'),
    neighbours.filter((link) => link !== false).join(' · '),
  ].join('\n\n');
}
