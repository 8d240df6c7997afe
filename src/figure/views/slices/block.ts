import type { Beam } from '../../beam.js';
import type { Area } from '../../parts/flat.js';
import { closed, open, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import type { Scene } from '../../scene.js';
import { DASHED } from '../../marks/strokes.js';

type Range = readonly [lo: number, hi: number];
type Cuboid = readonly [z: Range, y: Range, x: Range];

/** How far back and up the first axis runs, against its share of the block. */
const SLOPE = [0.42, 0.3] as const;
/** How deep the block is against its width, at least and at most. */
const DEPTH = [0.5, 1] as const;

/** From a place in the volume to the screen. */
type Project = (z: number, y: number, x: number) => Point;

/** Places the block of a volume in an area, as large as fits with what is drawn around it. */
function projection([depth, , width]: readonly number[], [z, y, x]: Cuboid, area: Area): Project {
  const deep = width * Math.min(DEPTH[1], Math.max(DEPTH[0], depth / width));
  const back = (at: number): number => (at / depth) * deep;
  const [near, far] = z.map(back);
  const left = x[0] + SLOPE[0] * near;
  const across = x[1] + SLOPE[0] * far - left;
  const foot = y[1] - SLOPE[1] * near;
  const up = foot - (y[0] - SLOPE[1] * far);
  const scale = Math.min(area.width / across, area.height / up);
  const [x0, y0] = [area.left - left * scale, area.top + area.height - foot * scale];
  return (at, down, along) => [
    x0 + (along + SLOPE[0] * back(at)) * scale,
    y0 + (down - SLOPE[1] * back(at)) * scale,
  ];
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

const clamp = ([lo, hi]: Range, [least, most]: Range): Range => [
  Math.min(most, Math.max(least, lo)),
  Math.max(least, Math.min(most, hi)),
];

/** The edges of a cuboid that one sees, as far as there is room. */
function edges(project: Project, whole: Cuboid, room: Cuboid): Point[][] {
  const [z, y, x] = whole.map((range, axis) => clamp(range, room[axis]));
  const ends = whole.map((range, axis) => range.map((end, i) => end === [z, y, x][axis][i]));
  const lines: Point[][] = [];
  const bits = [0, 1] as const;
  for (const i of bits) {
    for (const j of bits) {
      // Three of the edges meet in the hidden corner: far, at the foot, to the left.
      if (ends[1][i] && ends[2][j] && !(i === 1 && j === 0)) {
        lines.push(z.map((at) => project(at, y[i], x[j])));
      }
      if (ends[0][i] && ends[2][j] && !(i === 1 && j === 0)) {
        lines.push(y.map((at) => project(z[i], at, x[j])));
      }
      if (ends[0][i] && ends[1][j] && !(i === 1 && j === 1)) {
        lines.push(x.map((at) => project(z[i], y[j], at)));
      }
    }
  }
  return lines;
}

/**
 * The block that the cuts are taken from, and the field in it.
 *
 * @param room - the image and what is around it, for fields that reach past it
 */
export function blockMarks(
  scene: Scene,
  size: readonly number[],
  room: Cuboid,
  area: Area,
): Mark[] {
  const { palette } = scene;
  const project = projection(size, room, area);
  const [depth, height, width] = size;
  const all = faces(project, [
    [0, depth],
    [0, height],
    [0, width],
  ]);
  const field = scene.selected && cuboids(scene.selected);
  const seen = field && faces(project, field[0]);
  const isCut = field?.[0].some((range, i) => range.join() !== field[1][i].join());
  const beyond = field && isCut ? edges(project, field[1], room) : [];
  return [
    path(open(...all.hidden), { stroke: palette.rule }),
    path(closed(...all.seen), {
      fill: palette.depth(0),
      'fill-opacity': 0.05,
      stroke: palette.strongRule,
    }),
    ...(beyond.length > 0
      ? [path(open(...beyond), { stroke: palette.accent, 'stroke-dasharray': DASHED })]
      : []),
    ...(seen
      ? [
          path(closed(...seen.seen), { fill: palette.accent, 'fill-opacity': 0.14 }),
          path(open(...seen.hidden), { stroke: palette.accent, 'stroke-opacity': 0.35 }),
          path(closed(...seen.seen), { stroke: palette.accent, 'stroke-width': 1.4 }),
        ]
      : []),
  ];
}
