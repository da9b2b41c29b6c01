/**
 * Matrix products, written into `out`, which is fully overwritten and must not share memory with `a` or `b`. Shapes are
 * checked once, here; the kernels trust them.
 */
import { currentKernels } from './kernels/current.ts';
import { formatShape, requireLength, requireMatrix, requireShape, requireSize, type Tensor } from './tensor.ts';

/**
 * out[n, u] = a[n, d] · b[d, u]
 *
 * @throws RangeError naming both shapes when they don't chain.
 */
export function matmul(a: Tensor, b: Tensor, out: Tensor): void {
  requireMatrices('matmul', a, b, out);
  const inner = a.columns;
  if (b.rows !== inner) throw innerDiffers('matmul', a, b);
  requireSize('matmul', 'out', out, a.rows, b.columns);
  currentKernels().matmul(a.data, b.data, out.data, a.rows, inner, b.columns);
}

/**
 * out[d, u] = aᵀ · b with a[n, d] and b[n, u], without forming the transpose.
 *
 * @throws RangeError naming both shapes when they don't chain.
 */
export function matmulTN(a: Tensor, b: Tensor, out: Tensor): void {
  requireMatrices('matmulTN', a, b, out);
  if (b.rows !== a.rows) throw innerDiffers('matmulTN', a, b);
  requireSize('matmulTN', 'out', out, a.columns, b.columns);
  currentKernels().matmulTN(a.data, b.data, out.data, a.columns, a.rows, b.columns);
}

/**
 * out[n, d] = a · bᵀ with a[n, u] and b[d, u], without forming the transpose.
 *
 * @throws RangeError naming both shapes when they don't chain.
 */
export function matmulNT(a: Tensor, b: Tensor, out: Tensor): void {
  requireNT('matmulNT', a, b, out);
  currentKernels().matmulNT(a.data, b.data, out.data, a.rows, a.columns, b.rows);
}

/**
 * dX[n, d] = a · bᵀ with a[n, u] and b[d, u] where x[n, d] > 0, else +0: `matmulNT` and the gradient of the ReLU whose
 * output is x.
 *
 * @throws RangeError naming both shapes when they don't chain.
 */
export function matmulNTRelu(a: Tensor, b: Tensor, x: Tensor, out: Tensor): void {
  requireNT('matmulNTRelu', a, b, out);
  requireShape('matmulNTRelu', 'x', x, out.shape);
  currentKernels().matmulNTRelu(a.data, b.data, x.data, out.data, a.rows, a.columns, b.rows);
}

/**
 * out[n, u] = a[n, d] · b[d, u] + bias[u]: the bias is added last, as `addRow` would.
 *
 * @throws RangeError naming both shapes when they don't chain.
 */
export function affine(a: Tensor, b: Tensor, bias: Tensor, out: Tensor): void {
  requireAffine('affine', a, b, bias, out);
  currentKernels().affine(a.data, b.data, bias.data, out.data, a.rows, a.columns, b.columns);
}

/**
 * out[n, u] = max(0, a[n, d] · b[d, u] + bias[u])
 *
 * @throws RangeError naming both shapes when they don't chain.
 */
export function affineRelu(a: Tensor, b: Tensor, bias: Tensor, out: Tensor): void {
  requireAffine('affineRelu', a, b, bias, out);
  currentKernels().affineRelu(a.data, b.data, bias.data, out.data, a.rows, a.columns, b.columns);
}

function requireNT(operation: string, a: Tensor, b: Tensor, out: Tensor): void {
  requireMatrices(operation, a, b, out);
  if (b.columns !== a.columns) throw innerDiffers(operation, a, b);
  requireSize(operation, 'out', out, a.rows, b.rows);
}

function requireAffine(operation: string, a: Tensor, b: Tensor, bias: Tensor, out: Tensor): void {
  requireMatrices(operation, a, b, out);
  if (b.rows !== a.columns) throw innerDiffers(operation, a, b);
  requireLength(operation, 'bias', bias, b.columns);
  requireSize(operation, 'out', out, a.rows, b.columns);
}

function requireMatrices(operation: string, a: Tensor, b: Tensor, out: Tensor): void {
  requireMatrix(operation, 'a', a);
  requireMatrix(operation, 'b', b);
  requireMatrix(operation, 'out', out);
  if (out.data === a.data || out.data === b.data) throw new RangeError(`${operation}: out is one of its operands`);
}

function innerDiffers(operation: string, a: Tensor, b: Tensor): RangeError {
  return new RangeError(
    `${operation}: inner dimensions differ: a is ${formatShape(a.shape)}, b is ${formatShape(b.shape)}`,
  );
}
