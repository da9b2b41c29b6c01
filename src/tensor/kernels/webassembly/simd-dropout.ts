/**
 * The loops of `../dropout.ts` as WebAssembly SIMD128, with the same bits. Two sets of four generators take turns: while
 * one set waits for the result of its shifts, the other goes on.
 */
import { f32x4, FunctionBuilder, i32x4, v128, type Expression, type Local } from './assembler.ts';
import { exclusiveOr, less, shiftLeft, shiftRight, withLane } from './integer-lanes.ts';
import { emitElements } from './simd-elements.ts';

/** (x, mask, y, length, bound, kept, eight states): mask = 0 or kept, y = x·mask. */
export function emitDropout(): FunctionBuilder {
  const starts = Array<'i32'>(8).fill('i32');
  const builder = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'f32', ...starts]);
  const [x, mask, y, length, bound, kept, ...states] = builder.parameters as [Local, Local, Local, Local, Local, Local];
  const splat = (value: Expression): Local => {
    const local = builder.local('v128');
    builder.set(local, value);
    return local;
  };
  const [bounds, values] = [splat(i32x4.splat(bound)), splat(f32x4.splat(kept))];
  const [turn, other] = [states.slice(0, 4), states.slice(4)].map((four) => {
    return splat(four.reduce<Expression>(withLane, v128.zero()));
  }) as [Local, Local];
  const s = builder.local('v128');
  emitElements(builder, [x, mask, y], length, ([value]) => {
    builder.set(s, exclusiveOr(turn, shiftLeft(turn, 13)));
    builder.set(s, exclusiveOr(s, shiftRight(s, 17)));
    builder.set(s, exclusiveOr(s, shiftLeft(s, 5)));
    builder.set(turn, other);
    builder.set(other, s);
    const drawn = v128.andNot(values, less(s, bounds));
    return new Map([
      [1, drawn],
      [2, f32x4.multiply(value!, drawn)],
    ]);
  });
  return builder;
}

/** (x, y, out, length): out = x·y, element by element. */
export function emitMultiply(): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const [x, y, out, length] = builder.parameters as [Local, Local, Local, Local];
  emitElements(builder, [x, y, out], length, ([left, right]) => new Map([[2, f32x4.multiply(left!, right!)]]));
  return builder;
}
