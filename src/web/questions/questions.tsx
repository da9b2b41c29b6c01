/**
 * The question that stands before a part of the step.
 */
export function Questions() {
  return null;
}
