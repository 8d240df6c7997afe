import type { DrawnMap } from '../maps.js';
import { closed, open, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { apply, corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import { depthColour } from '../scene.js';
import type { Scene } from '../scene.js';
import { DOTTED, hatch } from '../marks/strokes.js';

/** Strength of the fill of a map whose features see everything. */
const WHOLE = 0.08;
/** Length of the ends of a bracket, against the frame. */
const HOOK = 0.06;

/** Whether where the features of a map stand is known, so that they can be drawn. */
export const isKnown = ({ row }: DrawnMap): boolean => row.status !== 'unsupported';

/** The edge of a map: round dots where what its features see is only bounded. */
export const edgeDots = ({ row }: DrawnMap): Partial<typeof DOTTED> =>
  row.status === 'bound' ? DOTTED : {};

/** Brackets at both ends of a frame, along x or, where only y sees everything, along y. */
function brackets({ frame: [height, width] }: DrawnMap, affine: Affine, along: 0 | 1): string {
  const hook = HOOK * Math.min(height, width);
  const at = (along: number, across: number, i: 0 | 1) =>
    i === 1 ? apply(affine, along, across) : apply(affine, across, along);
  const [length, breadth] = along === 1 ? [width, height] : [height, width];
  return open(
    ...([0, length] as const).map((end) => {
      const inner = end === 0 ? hook : length - hook;
      return [
        at(inner, 0, along),
        at(end, 0, along),
        at(end, breadth, along),
        at(inner, breadth, along),
      ];
    }),
  );
}

/** What a map itself says of how surely it is known: filled and bracketed, or hatched. */
export function doubtMarks(scene: Scene, map: DrawnMap, affine: Affine): Mark[] {
  const { status, statuses } = map.row;
  const [height, width] = map.frame;
  const colour = depthColour(scene, map.depth);
  const outline = closed(corners(affine, [0, height], [0, width]));
  if (status === 'unsupported') {
    const id = `${scene.prefix}u${map.depth}`;
    return [hatch(id, colour), path(outline, { fill: `url(#${id})`, 'fill-opacity': 0.8 })];
  }
  const [y, x] = scene.drawing.axes.map((axis) => statuses[axis] === 'whole');
  if (!x && !y) return [];
  return [
    path(outline, { fill: colour, 'fill-opacity': WHOLE }),
    path(brackets(map, affine, x ? 1 : 0), { stroke: colour, 'stroke-width': 2 }),
  ];
}
