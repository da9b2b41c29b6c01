/**
 * Instructions on four whole numbers of 32 bits, apart from `assembler.ts`: a page that needs none doesn't load them.
 */
import { i32, vector, type Expression } from './assembler.ts';

const make = (instruction: number, ...operands: Expression[]): Expression => {
  return { type: 'v128', code: [operands.map(({ code }) => code), vector(instruction)] };
};

export const shiftLeft = (x: Expression, bits: number): Expression => make(171, x, i32.constant(bits));
/** Zeros come in from the left. */
export const shiftRight = (x: Expression, bits: number): Expression => make(173, x, i32.constant(bits));
export const exclusiveOr = (x: Expression, y: Expression): Expression => make(81, x, y);
/** All bits where x < y, both signed, else none. */
export const less = (x: Expression, y: Expression): Expression => make(57, x, y);
/** `x` with one whole number in a lane. */
export const withLane = (x: Expression, value: Expression, lane: number): Expression => {
  return { type: 'v128', code: [make(28, x, value).code, lane] };
};
