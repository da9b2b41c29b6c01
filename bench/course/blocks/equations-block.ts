export function renderEquations(ids: readonly string[], _root: string): string {
  return ids.map((id) => `\`eq:${id}\``).join(', ');
}
