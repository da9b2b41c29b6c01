/**
 * A matrix of numbers on a canvas: blue above 0, burgundy below, stronger for larger.
 */
import { mixed, type Palette } from './palette.ts';

export interface MatrixWindow {
  /** Columns of the whole matrix. */
  readonly width: number;
  /** Where it begins among the values. */
  readonly start: number;
  /** Rows and columns that are shown, the first ones. */
  readonly rows: number;
  readonly columns: number;
}

/** One pixel a number; the canvas is scaled by CSS. @returns the largest size that is shown */
export function paintMatrix(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  { width, start, rows, columns }: MatrixWindow,
  palette: Palette,
): number {
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) largest = Math.max(largest, Math.abs(values[start + i * width + j]!));
  }
  const image = new ImageData(columns, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = largest === 0 ? 0 : values[start + i * width + j]! / largest;
      const colour = mixed(palette.paper, value > 0 ? palette.positive : palette.negative, Math.abs(value));
      const at = 4 * (i * columns + j);
      for (let channel = 0; channel < 3; channel++) image.data[at + channel] = colour[channel]!;
      image.data[at + 3] = 255;
    }
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return largest;
}
