/** The columns that help texts are made for beforehand. */
export const HELP_WIDTH = 80;
