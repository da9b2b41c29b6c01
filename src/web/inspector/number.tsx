/**
 * A number in a table: short, aligned by its digits, all of them in its title.
 */
import { exactNumber, shortNumber } from '../format.ts';

export function NumberCell({ value }: { readonly value: number | null | undefined }) {
  if (value === null || value === undefined) return <td />;
  return (
    <td class="number" title={exactNumber(value)}>
      {shortNumber(value)}
    </td>
  );
}
