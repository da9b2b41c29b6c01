/**
 * Figures in a Markdown file are written by programs, between the marks `<!-- NAME:begin -->` and `<!-- NAME:end -->`.
 *
 * @throws Error when the marks aren't there.
 */
export function replaceSection(markdown: string, name: string, section: string): string {
  const literal = name.replaceAll(/[.+]/g, String.raw`\$&`);
  const marked = new RegExp(`(<!-- ${literal}:begin -->\\n)[^]*?(<!-- ${literal}:end -->)`);
  if (!marked.test(markdown)) throw new Error(`the marks ${name}:begin and ${name}:end are missing`);
  return markdown.replace(marked, (_, begin: string, end: string) => `${begin}\n${section}\n${end}`);
}
