/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Whether all texts of the open page can be read: runs in the page, and must not use anything outside itself.
 *
 * A text node is a box per line, as far as the boxes that cut it off let it be seen. A box is what the browser sets the
 * line in, less a fifth of its height above and below, where Latin letters leave it empty.
 *
 * @returns what is wrong, a sentence each: two texts on top of each other, a label that its drawing cuts off, a
 * label too small, a number before the name that it follows
 */
export function textFaults(): string[] {
  const EMPTY = 0.2;
  /** Half a pixel of rounding at each edge. */
  const SLACK = 1;
  /** Pixels on the screen of a label's letters that can be read without a lens. */
  const SMALLEST = 9;
  interface Box {
    readonly text: string;
    readonly node: Node;
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }

  const short = (text: string) => JSON.stringify(text.trim().replaceAll(/\s+/g, ' ').slice(0, 40));

  /** The boxes with a scroll bar or a hidden overflow that an element stands in. */
  const framesOf = new Map<Element, readonly DOMRect[]>();
  function frames(element: Element): readonly DOMRect[] {
    const known = framesOf.get(element);
    if (known !== undefined) return known;
    const { parentElement: parent } = element;
    const outer = parent === null || parent === document.body ? [] : frames(parent);
    const cuts = getComputedStyle(element).overflow !== 'visible' && element.closest('svg') === null;
    const all = cuts && element !== document.body ? [...outer, element.getBoundingClientRect()] : outer;
    framesOf.set(element, all);
    return all;
  }

  /** What these leave of a box. */
  function seen(box: Box, from: Element): Box {
    let { left, right, top, bottom } = box;
    for (const frame of frames(from)) {
      left = Math.max(left, frame.left);
      right = Math.min(right, frame.right);
      top = Math.max(top, frame.top);
      bottom = Math.min(bottom, frame.bottom);
    }
    return { ...box, left, right, top, bottom };
  }

  const scaleOf = (label: Element): number => (label as SVGTextElement).getScreenCTM()?.a ?? 1;

  function placeOf(node: Node, index: number): DOMRect {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    return range.getBoundingClientRect();
  }

  const faults: string[] = [];
  const boxes: Box[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    const parent = node.parentElement!;
    if (text.trim() === '' || parent.closest('title, desc, style, script, template') !== null) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const label = parent.closest('svg text');
    const turned = /[\u0590-\u08ff][^\u0590-\u08ff\p{L}\d]*?\d/u.exec(text);
    if (turned !== null) {
      const [name, digit] = [placeOf(node, turned.index), placeOf(node, turned.index + turned[0].length - 1)];
      const isOneLine = Math.abs(name.top - digit.top) < name.height / 2;
      if (isOneLine && digit.left < name.left) faults.push(`the number behind ${short(text)} stands before it`);
    }
    const rects = label === null ? [...range.getClientRects()] : [range.getBoundingClientRect()];
    for (const { left, right, top, bottom, height } of rects) {
      const empty = label === null || right - left > height ? EMPTY * height : 0;
      const box = seen({ text, node, left, right, top: top + empty, bottom: bottom - empty }, parent);
      // Nothing of it, or hidden from all but screen readers in a box of a pixel.
      if (box.right - box.left <= SLACK || box.bottom - box.top <= SLACK) continue;
      if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) continue;
      boxes.push(box);
      const size = label === null ? Infinity : parseFloat(getComputedStyle(parent).fontSize) * scaleOf(label);
      if (size < SMALLEST) faults.push(`the label ${short(text)} is ${size.toFixed(1)} px small`);
      const frame = label?.closest('svg')?.getBoundingClientRect();
      if (frame === undefined) continue;
      if (
        left < frame.left - SLACK ||
        right > frame.right + SLACK ||
        box.top < frame.top - SLACK ||
        box.bottom > frame.bottom + SLACK
      ) {
        faults.push(`the label ${short(text)} leaves its drawing`);
      }
    }
  }

  boxes.sort((a, b) => a.top - b.top);
  for (const [i, upper] of boxes.entries()) {
    for (let j = i + 1; j < boxes.length; j++) {
      const lower = boxes[j]!;
      if (lower.top >= upper.bottom - SLACK) break;
      if (lower.node === upper.node) continue;
      if (lower.left < upper.right - SLACK && upper.left < lower.right - SLACK) {
        faults.push(`${short(lower.text)} stands on ${short(upper.text)}`);
      }
    }
  }
  return faults;
}
