export function Stepper() {
  return null;
}
