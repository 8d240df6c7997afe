import type { Beam } from '../beam.js';
import type { Area } from '../flat.js';
import { closed, open, path } from '../marks.js';
import type { Mark, Point } from '../marks.js';
import type { Scene } from '../scene.js';
import { DASHED } from '../strokes.js';

type Range = readonly [lo: number, hi: number];
type Cuboid = readonly [z: Range, y: Range, x: Range];

/** How far back and up the first axis runs, against its share of the block. */
const SLOPE = [0.42, 0.3] as const;
/** How deep the block is against its width, at least and at most. */
const DEPTH = [0.5, 1] as const;

/** From a place in the volume to the screen. */
type Project = (z: number, y: number, x: number) => Point;

/** Places the block of a volume in an area, as large as fits. */
function projection([depth, height, width]: readonly number[], area: Area): Project {
  const deep = width * Math.min(DEPTH[1], Math.max(DEPTH[0], depth / width));
  const scale = Math.min(
    area.width / (width + SLOPE[0] * deep),
    area.height / (height + SLOPE[1] * deep),
  );
  const [left, foot] = [area.left, area.top + (height + SLOPE[1] * deep) * scale];
  return (z, y, x) => {
    const back = (z / depth) * deep;
    return [left + (x + SLOPE[0] * back) * scale, foot - (height - y + SLOPE[1] * back) * scale];
  };
}

const face = (project: Project, z: Range, y: Range, x: Range): Point[] => {
  const at = (i: 0 | 1, j: 0 | 1): Point =>
    z[0] === z[1]
      ? project(z[0], y[i], x[j])
      : y[0] === y[1]
        ? project(z[i], y[0], x[j])
        : project(z[i], y[j], x[0]);
  return [at(0, 0), at(0, 1), at(1, 1), at(1, 0)];
};

const flat = (at: number): Range => [at, at];

/** The three faces that one sees, and the edges behind them. */
function faces(project: Project, [z, y, x]: Cuboid): { seen: Point[][]; hidden: Point[][] } {
  const corner = project(z[1], y[1], x[0]);
  return {
    seen: [
      face(project, flat(z[0]), y, x),
      face(project, z, flat(y[0]), x),
      face(project, z, y, flat(x[1])),
    ],
    hidden: [
      [corner, project(z[0], y[1], x[0])],
      [corner, project(z[1], y[0], x[0])],
      [corner, project(z[1], y[1], x[1])],
    ],
  };
}

/** The field of a beam as a cuboid: what is inside the image, and the whole. */
function cuboids({ field }: Beam): readonly [inside: Cuboid, whole: Cuboid] | null {
  const [inside, whole] = [field.clipped, field.region].map((ranges) =>
    ranges.every((range) => range !== null) ? (ranges as unknown as Cuboid) : null,
  );
  return inside && whole ? [inside, whole] : null;
}

/** The block that the cuts are taken from, and the field in it. */
export function blockMarks(scene: Scene, size: readonly number[], area: Area): Mark[] {
  const { palette } = scene;
  const project = projection(size, area);
  const [depth, height, width] = size;
  const all = faces(project, [
    [0, depth],
    [0, height],
    [0, width],
  ]);
  const field = scene.selected && cuboids(scene.selected);
  const whole = field && faces(project, field[1]);
  const seen = field && faces(project, field[0]);
  const isCut = field?.[0].some((range, i) => range.join() !== field[1][i].join());
  return [
    path(open(...all.hidden), { stroke: palette.rule }),
    ...(whole && isCut
      ? [path(closed(...whole.seen), { stroke: palette.accent, 'stroke-dasharray': DASHED })]
      : []),
    ...(seen
      ? [
          path(closed(...seen.seen), { fill: palette.accent, 'fill-opacity': 0.14 }),
          path(open(...seen.hidden), { stroke: palette.accent, 'stroke-opacity': 0.35 }),
          path(closed(...seen.seen), { stroke: palette.accent, 'stroke-width': 1.4 }),
        ]
      : []),
    path(closed(...all.seen), {
      fill: palette.depth(0),
      'fill-opacity': 0.05,
      stroke: palette.strongRule,
    }),
  ];
}
