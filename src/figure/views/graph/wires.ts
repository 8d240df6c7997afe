import type { Beam, Box } from '../../beam.js';
import { coordinate, path } from '../../marks/marks.js';
import type { Mark, Point } from '../../marks/marks.js';
import { apply } from '../../marks/projection.js';
import type { Scene } from '../../scene.js';
import type { Geometry } from './geometry.js';

/** How wide a bent link of the selection is, at least and at most. */
const RIBBON = { least: 3, most: 14 } as const;

const at = ([x, y]: Point): string => `${coordinate(x)} ${coordinate(y)}`;
const halfway = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** A line through some points, its corners rounded. */
function bent(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest[rest.length - 1];
  const corners = rest.slice(0, -1);
  const arcs = corners.map((corner, i) => {
    const next = i === corners.length - 1 ? last : halfway(corner, corners[i + 1]);
    return `Q${at(corner)} ${at(next)}`;
  });
  return `M${at(first)}${corners.length > 0 ? arcs.join('') : `L${at(last)}`}`;
}

/** All links, as thin lines below the maps. */
export const wireMarks = ({ palette }: Scene, { routes }: Geometry): Mark =>
  path(routes.map(({ points }) => bent(points)).join(''), {
    stroke: palette.strongRule,
    'stroke-width': 1.2,
  });

const boxOn = (beam: Beam, name: string): Box | undefined =>
  beam.boxes.find(({ map }) => map.name === name);

const middleOf = ({ y, x }: Box): Point => [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];

/** The links of a beam that bend, from what is read to what reads it. */
function bentLinks(beam: Beam, geometry: Geometry): { d: string; high: number }[] {
  return geometry.routes.flatMap((route) => {
    if (route.straight) return [];
    const { upper, lower } = route.wire;
    const [reader, read] = [boxOn(beam, upper.name), boxOn(beam, lower.name)];
    if (!reader || !read) return [];
    const place = (box: Box): Point => apply(geometry.sheets[box.map.depth], ...middleOf(box));
    const ends = [place(read), place(reader)];
    const inner = route.points.slice(1, -1);
    const falls = geometry.seats[lower.depth].middle[1] < geometry.seats[upper.depth].middle[1];
    const [, , , d] = geometry.sheets[read.map.depth];
    const points = [ends[0], ...(falls ? [...inner].reverse() : inner), ends[1]];
    return [{ d: bent(points), high: Math.abs(d * (read.y[1] - read.y[0])) }];
  });
}

/** Links of the selection that bend around other maps: ribbons as high as what is read. */
export function ribbons({ palette }: Scene, beam: Beam, geometry: Geometry): Mark[] {
  const links = bentLinks(beam, geometry);
  if (links.length === 0) return [];
  return [
    ...links.map(({ d, high }) =>
      path(d, {
        stroke: palette.accent,
        'stroke-opacity': 0.13,
        'stroke-width': Math.min(RIBBON.most, Math.max(RIBBON.least, high)),
      }),
    ),
    path(links.map(({ d }) => d).join(''), {
      stroke: palette.accent,
      'stroke-dasharray': '4 3',
      'stroke-width': 1.1,
    }),
  ];
}

/** Whether one map is read for another on the way that is pointed at, by layers that are not drawn. */
function isOnWay({ via, network, drawing }: Scene, upper: string, lower: string): boolean {
  if (!via) return true;
  const inputs = new Map(network.layers.map((layer) => [layer.name, layer.inputs]));
  const passed = new Set<string>();
  const reaches = (name: string): boolean =>
    (name in via ? [via[name]] : (inputs.get(name) ?? [])).some((input) => {
      if (input === lower) return true;
      if (drawing.byName.has(input) || passed.has(input)) return false;
      passed.add(input);
      return reaches(input);
    });
  return reaches(upper);
}

/** What of a graph is on the way that is pointed at. */
export const onWay = (scene: Scene, geometry: Geometry): Geometry => ({
  ...geometry,
  routes: geometry.routes.filter(({ wire: { upper, lower } }) =>
    isOnWay(scene, upper.name, lower.name),
  ),
});

/** The same of what is under the pointer, in dashed ink. */
export function hoverRibbons({ palette }: Scene, beam: Beam, geometry: Geometry): Mark[] {
  const links = bentLinks(beam, geometry);
  if (links.length === 0) return [];
  const d = links.map((link) => link.d).join('');
  return [path(d, { stroke: palette.ink[0], 'stroke-width': 1.1, 'stroke-dasharray': '4 3' })];
}

/** A beam without the links that bend. */
export function straightBeam(beam: Beam, { routes }: Geometry): Beam {
  const kept = new Set(
    routes
      .filter(({ straight }) => straight)
      .map(({ wire: { upper, lower } }) => `${upper.depth} ${lower.depth}`),
  );
  const links = beam.links.filter(([upper, lower]) =>
    kept.has(`${beam.boxes[upper].map.depth} ${beam.boxes[lower].map.depth}`),
  );
  return { ...beam, links };
}
