/**
 * The options in a hint, as words that a shell would pass on.
 */

/** An option, and its value in quotes or without: up to a blank, and to what ends a part of a sentence. */
const OPTION = /(--[a-z-]+)(?:[ =](?:'([^']*)'|"((?:[^"\\]|\\.)*)"|([^\s'"(]*[^\s'"(;:,)]|[,;.](?=[\s;,)]|$))))?/g;

export function optionsIn(hint: string): string[][] {
  return [...hint.matchAll(OPTION)].map(([, flag, single, double, bare]) => {
    const value = single ?? double?.replaceAll(/\\(.)/g, '$1') ?? bare;
    return value === undefined ? [flag!] : [flag!, value];
  });
}
