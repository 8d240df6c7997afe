import { FINEST } from '../folded.js';
import type { RowPlace } from '../layout.js';
import { closed, open, path } from '../marks/marks.js';
import type { Mark, Point } from '../marks/marks.js';
import { veiled } from '../marks/palette.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import { depthColour } from '../scene.js';
import type { Scene } from '../scene.js';

/** The edges of a sheet that one sees from above: from its leftmost corner to its rightmost by the lowest. */
function nearEdges(points: readonly Point[]): Point[] {
  const at = (best: (a: Point, b: Point) => boolean): number =>
    points.reduce((found, point, i) => (best(point, points[found]) ? i : found), 0);
  const left = at((a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] > b[1]));
  const right = at((a, b) => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]));
  const way = (by: 1 | -1): Point[] => {
    const line = [points[left]];
    for (let i = left; i !== right;) {
      i = (i + by + points.length) % points.length;
      line.push(points[i]);
    }
    return line;
  };
  const [one, other] = [way(1), way(-1)];
  const low = (line: readonly Point[]): number =>
    line.reduce((sum, [, y]) => sum + y, 0) / line.length;
  return low(one) > low(other) ? one : other;
}

/**
 * A folded stage is a book: below its output a page for every layer.
 *
 * @param thickness - on the screen, as far as it is seen
 */
export function slab(scene: Scene, row: RowPlace, affine: Affine, thickness: number): Mark[] {
  const { palette, gesture } = scene;
  const [height, width] = row.map.frame;
  const edges = nearEdges(corners(affine, [0, height], [0, width]));
  const lowered = (by: number): Point[] => edges.map(([x, y]) => [x, y + by]);
  const colour = depthColour(scene, row.map.depth);
  const pages = gesture ? 1 : Math.min(row.maps.length, Math.floor(thickness / FINEST));
  const lines = Array.from({ length: pages }, (_, i) => lowered((thickness * (i + 1)) / pages));
  const sides = edges.flatMap((point, i) =>
    i === 0 || i === edges.length - 1 ? [[point, [point[0], point[1] + thickness]] as const] : [],
  );
  return [
    path(closed([...edges, ...lowered(thickness).reverse()]), {
      ...veiled(palette.ground, 0.8, colour, 0.09),
    }),
    path(open(...lines), { stroke: colour, 'stroke-opacity': 0.34 }),
    path(open(...sides), { stroke: colour, 'stroke-opacity': palette.edge[0] }),
  ];
}
