/**
 * Cholesky's factor L of a symmetric positive definite matrix, A = L·Lᵀ, and the solution of A·x = b by it (Golub & Van
 * Loan, Matrix Computations, 4th ed., alg. 4.2.1 and 3.1). Float64, row by row.
 */

/**
 * Replaces the lower triangle of A [m, m] by L.
 *
 * @returns false if A is not positive definite; A is then spoiled
 */
export function factorise(A: Float64Array, m: number): boolean {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A[i * m + j]!;
      for (let s = 0; s < j; s++) sum -= A[i * m + s]! * A[j * m + s]!;
      if (j < i) A[i * m + j] = sum / A[j * m + j]!;
      else if (sum > 0) A[i * m + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Replaces b [m] by the solution of L·Lᵀ·x = b. */
export function solve(L: Float64Array, b: Float64Array): void {
  const m = b.length;
  for (let i = 0; i < m; i++) {
    let sum = b[i]!;
    for (let s = 0; s < i; s++) sum -= L[i * m + s]! * b[s]!;
    b[i] = sum / L[i * m + i]!;
  }
  for (let i = m - 1; i >= 0; i--) {
    const value = b[i]! / L[i * m + i]!;
    b[i] = value;
    for (let s = 0; s < i; s++) b[s] = b[s]! - L[i * m + s]! * value;
  }
}
