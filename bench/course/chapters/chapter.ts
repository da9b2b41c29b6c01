/**
 * What a program adds to the prose of a chapter.
 */
import type { Golden } from '../golden.ts';
import type { Picture } from '../pictures/picture.ts';

export interface Chapter {
  /** The name of its file in `docs/course`, without `.md`. */
  readonly name: string;
  /** One sentence for the list of chapters. */
  readonly about: string;
  picture(golden: Golden): Picture | Promise<Picture>;
  /** The formula with the numbers of the golden trace, in Markdown. */
  numbers(golden: Golden): string | Promise<string>;
  /** What a change does, tried out, in Markdown. */
  experiment?(golden: Golden): string | Promise<string>;
  /** What to look at in the study page and in its command. */
  readonly look: {
    readonly at: string;
    /** Of `glassnet trace`, beside the row. */
    readonly flags?: string;
    /** What follows `glassnet study` and `glassnet trace`, where it isn't the golden trace. */
    readonly command?: { readonly study: string; readonly trace: string };
  };
}

/** A block of text as it stands. */
export const block = (...lines: readonly string[]): string => ['```text', ...lines, '```'].join('\n');

/** The first heading of a chapter. */
export const titleOf = (markdown: string): string => /^# (.*)$/m.exec(markdown)![1]!;
