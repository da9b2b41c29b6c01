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

/** 2 to the power of it are the slots to begin with. */
const FIRST_BITS = 10;

/** A float64, and the same as its two halves. */
const bits = new Float64Array(1);
const halves = new Int32Array(bits.buffer);

export function distinctValues(cells: Float64Array): DistinctValues {
  const numbers = new Int32Array(cells.length);
  let slotBits = FIRST_BITS;
  // Number of the value in each slot, from 1; 0 where a slot is free.
  let slots = new Int32Array(1 << slotBits);
  let values = new Float64Array(slots.length / 2);
  let count = 0;
  for (let i = 0; i < cells.length; i++) {
    // Adding 0 turns −0 into 0.
    const value = cells[i]! + 0;
    let slot = hashOf(value) >>> (32 - slotBits);
    let number = slots[slot]!;
    while (number !== 0 && values[number - 1] !== value) {
      if (Number.isNaN(value) && Number.isNaN(values[number - 1])) break;
      slot = (slot + 1) & (slots.length - 1);
      number = slots[slot]!;
    }
    if (number === 0) {
      values[count++] = value;
      slots[slot] = number = count;
      if (count === values.length) {
        slotBits += 2;
        slots = slotsFor(values, slotBits);
        values = lengthened(values, slots.length / 2);
      }
    }
    numbers[i] = number - 1;
  }
  return { values: values.slice(0, count), numbers };
}

function slotsFor(values: Float64Array, slotBits: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(1 << slotBits);
  for (let i = 0; i < values.length; i++) {
    let slot = hashOf(values[i]!) >>> (32 - slotBits);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = i + 1;
  }
  return slots;
}

function lengthened(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length);
  longer.set(values);
  return longer;
}

/** 32 bits, the highest ones the best mixed (multiplicative hashing: Knuth, 6.4). Each NaN has the same. */
export function hashOf(value: number): number {
  bits[0] = Number.isNaN(value) ? Number.NaN : value;
  const mixed = Math.imul(halves[0]!, 0x85ebca6b) ^ halves[1]!;
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
}
