/** Where the texts of a figure stand, and which stand on another. */
import type { Mark } from '../../src/figure/index.js';

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a text stands, with the widths of a common sans-serif. */
function boxOf({ attributes, text = '' }: Mark): Box {
  const size = Number(attributes['font-size']);
  const width = 0.56 * size * [...text].length;
  const anchor = { middle: 0.5, end: 1 }[String(attributes['text-anchor'])] ?? 0;
  const left = Number(attributes.x) - anchor * width;
  const baseline = Number(attributes.y);
  return {
    text,
    left,
    right: left + width,
    top: baseline - 0.72 * size,
    bottom: baseline + 0.2 * size,
  };
}

const textsOf = (mark: Mark): Box[] =>
  mark.tag === 'text' ? [boxOf(mark)] : mark.children.flatMap(textsOf);

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The pairs of texts that overlap. */
export function clashesOf(svg: Mark): string[] {
  const boxes = textsOf(svg);
  return boxes.flatMap((a, i) =>
    boxes.slice(i + 1).flatMap((b) => (meet(a, b) ? [`${a.text} / ${b.text}`] : [])),
  );
}
