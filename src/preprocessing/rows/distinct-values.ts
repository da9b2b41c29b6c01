/**
 * The distinct numbers of a column, numbered by first appearance. They are found in a hash table with open addressing
 * and linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithm L), because a Map would put each float64
 * on the heap.
 */
export interface DistinctValues {
  /** By first appearance; missing values (NaN) are equal to each other, and −0 is 0 [m]. */
  readonly values: Float64Array;
  /** Which of them each cell holds [n]. */
  readonly numbers: Int32Array<ArrayBuffer>;
}

const FIRST_SLOTS = 1024;

/** A float64, and the same as its two halves. */
const bits = new Float64Array(1);
const halves = new Int32Array(bits.buffer);

export function distinctValues(cells: Float64Array | Int32Array): DistinctValues {
  const numbers = new Int32Array(cells.length);
  let values = new Float64Array(FIRST_SLOTS / 2);
  // Number of the value in each slot, from 1; 0 where a slot is free.
  let slots = new Int32Array(FIRST_SLOTS);
  let count = 0;
  for (let i = 0; i < cells.length; i++) {
    // Adding 0 turns −0 into 0.
    const value = cells[i]! + 0;
    let slot = slotOf(value, slots.length);
    let number = slots[slot]!;
    while (number !== 0 && !isSame(values[number - 1]!, value)) {
      slot = (slot + 1) & (slots.length - 1);
      number = slots[slot]!;
    }
    if (number === 0) {
      values[count++] = value;
      slots[slot] = number = count;
      if (count === values.length) {
        const longer = new Float64Array(4 * count);
        longer.set(values);
        values = longer;
        slots = slotsFor(values, count);
      }
    }
    numbers[i] = number - 1;
  }
  return { values: values.slice(0, count), numbers };
}

/** The slots of the first `count` values, half of them free when all of `values` is in use. */
function slotsFor(values: Float64Array, count: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(2 * values.length);
  for (let number = 1; number <= count; number++) {
    let slot = slotOf(values[number - 1]!, slots.length);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = number;
  }
  return slots;
}

/** Where the search for a value begins; every bit of it has a say (the finalizer of MurmurHash3, Appleby 2011). */
function slotOf(value: number, slotCount: number): number {
  bits[0] = value;
  let hash = Number.isNaN(value) ? 0 : Math.imul(halves[0]!, 0x9e3779b1) ^ halves[1]!;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & (slotCount - 1);
}

function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
