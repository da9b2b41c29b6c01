/** x */
export async function checkExercise(..._: unknown[]): Promise<void> {}
