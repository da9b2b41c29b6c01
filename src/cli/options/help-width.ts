/** The width of the prebuilt help texts, in columns. */
export const HELP_WIDTH = 80;
