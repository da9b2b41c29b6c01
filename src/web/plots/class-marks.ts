/**
 * Classes on a plot: a colour and a shape each, so that neither is needed.
 */

const SHAPES = ['●', '▲', '■', '◆', '✚'] as const;

/** Colours of the palette; from the fourth class on they come again, with other shapes. */
export const COLOURS = 3;

export const shapeOf = (classNumber: number): string => SHAPES[classNumber % SHAPES.length]!;

/** Draws the shape of a class around a place, to be filled or stroked. */
export function traceShape(
  context: CanvasRenderingContext2D,
  classNumber: number,
  x: number,
  y: number,
  r: number,
): void {
  context.beginPath();
  switch (SHAPES[classNumber % SHAPES.length]) {
    case '▲':
      context.moveTo(x, y - 1.2 * r);
      context.lineTo(x + 1.1 * r, y + 0.8 * r);
      context.lineTo(x - 1.1 * r, y + 0.8 * r);
      context.closePath();
      break;
    case '■':
      context.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case '◆':
      context.moveTo(x, y - 1.3 * r);
      context.lineTo(x + 1.3 * r, y);
      context.lineTo(x, y + 1.3 * r);
      context.lineTo(x - 1.3 * r, y);
      context.closePath();
      break;
    case '✚':
      context.rect(x - 1.2 * r, y - 0.4 * r, 2.4 * r, 0.8 * r);
      context.rect(x - 0.4 * r, y - 1.2 * r, 0.8 * r, 2.4 * r);
      break;
    default:
      context.arc(x, y, r, 0, 2 * Math.PI);
  }
}
