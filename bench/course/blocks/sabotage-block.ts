export function renderSabotage(name: string, _root: string): string {
  return `\`glassnet gradcheck --sabotage ${name}\``;
}
