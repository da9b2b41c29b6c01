/**
 * Places for labels that should stand at given heights and need a gap between them: the least moves, in squares, that
 * keep their order. Neighbours that are too close become a block with their mean place (pool adjacent violators).
 */
export function spread(wanted: readonly number[], gap: number, from: number, to: number): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]! || a - b);
  const blocks: { sum: number; members: number[] }[] = [];
  for (const [rank, index] of order.entries()) {
    // Less what those above take up, all of a block want the same place.
    blocks.push({ sum: wanted[index]! - rank * gap, members: [index] });
    while (blocks.length > 1 && meanOf(blocks.at(-2)!) > meanOf(blocks.at(-1)!)) {
      const { sum, members } = blocks.pop()!;
      const last = blocks.at(-1)!;
      last.sum += sum;
      last.members.push(...members);
    }
  }
  const places = Array.from(wanted, () => 0);
  const lowest = to - (wanted.length - 1) * gap;
  let rank = 0;
  for (const block of blocks) {
    const base = Math.max(from, Math.min(meanOf(block), lowest));
    for (const index of block.members) places[index] = base + rank++ * gap;
  }
  return places;
}

function meanOf({ sum, members }: { readonly sum: number; readonly members: readonly number[] }): number {
  return sum / members.length;
}
