import type { Beam } from '../beam.js';
import type { Region } from './lattice.js';
import type { Pair } from '../maps.js';
import { closed, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';

/**
 * The smallest and the largest field of a layer whose features differ, around the centre of the
 * selected one; those that are its own left out.
 */
function extremes({ field, boxes }: Beam, { axes }: Scene['drawing']): Region[] {
  const [ground, own] = [boxes[0], boxes.at(-1)];
  if (!own || own.map.row.status !== 'varies' || ground.map.depth > 0) return [];
  const { r_range: range } = own.map.row;
  const part = (i: 0 | 1, end: 0 | 1): Pair => {
    const axis = axes[i];
    if (axis < 0) return i === 0 ? ground.y : ground.x;
    const [center, half] = [Number(field.center[axis]), range[axis][end] / 2];
    return [center - half, center + half];
  };
  const same = (end: 0 | 1): boolean =>
    axes.every((axis) => axis < 0 || field.size[axis] === range[axis][end]);
  return ([0, 1] as const)
    .filter((end) => !same(end))
    .map((end) => [part(0, end), part(1, end)] as const);
}

/** The boxes of those fields on the image. */
export function extremeBoxes(scene: Scene, beam: Beam, affine: Affine): Mark[] {
  const regions = extremes(beam, scene.drawing);
  if (regions.length === 0) return [];
  return [
    path(closed(...regions.map(([y, x]) => corners(affine, y, x))), {
      stroke: scene.palette.accent,
      'stroke-opacity': 0.7,
    }),
  ];
}
