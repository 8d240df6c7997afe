import { graphlib, layout } from '@dagrejs/dagre';

import type { Drawing, DrawnMap } from '../../maps.js';
import type { Levels } from './levels.js';

/** A link between two maps of a graph, and where it runs. */
export interface Wire {
  readonly upper: DrawnMap;
  readonly lower: DrawnMap;
  /** Its column in each row from the lower end to the higher one; empty along a row. */
  readonly lane: readonly number[];
}

/** Columns of a graph, in parts of the distance between two neighbours. */
export interface Columns {
  readonly at: ReadonlyMap<string, number>;
  readonly wires: readonly Wire[];
  /** The first and the last column. */
  readonly ends: readonly [number, number];
}

/** What the layout says of a map and of a link. */
interface Placed {
  readonly x?: number;
}
interface Routed {
  readonly points?: readonly { readonly x: number }[];
}

/** Two maps side by side are so far apart, and a link beside a map, in the layout's own units. */
const APART = { map: 100, node: 60, wire: 40 } as const;
/** Columns as near as this to the middle stand in it. */
const NEAR = 0.1;
const PITCH = APART.map + APART.node;

interface Link {
  readonly upper: DrawnMap;
  readonly lower: DrawnMap;
}

/** The lower and the higher end of a link: on the way down again the reader is the lower one. */
interface Rise extends Link {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

const nameOf = ({ upper, lower }: Link): string => `${lower.depth} ${upper.depth}`;

/** How a link rises; `null` for one from the way up to the way down, which runs along its band. */
function riseOf(link: Link, { rows, falling }: Levels): Rise | null {
  const [lower, upper] = [link.lower, link.upper].map(({ name }) => rows.get(name) ?? 0);
  const skips = falling.has(link.upper.name) && !falling.has(link.lower.name) && upper >= lower;
  if (upper === lower || skips) return null;
  const ends = [link.lower.name, link.upper.name];
  const [from, to] = upper > lower ? ends : ends.reverse();
  return { ...link, from, to, rows: Math.abs(upper - lower) };
}

/**
 * The columns in which the maps of a graph stand, by layered layout: links run straight where they
 * can, and cross as little as may be.
 */
export function columnsOf({ maps, byName }: Drawing, levels: Levels): Columns {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'BT', nodesep: APART.node, edgesep: APART.wire, ranksep: 10 });
  for (const { name } of maps) graph.setNode(name, { width: APART.map, height: 10 });
  const links = maps.flatMap((upper) =>
    upper.below.map((name): Link => ({ upper, lower: byName.get(name) as DrawnMap })),
  );
  const rises = links.map((link) => riseOf(link, levels));
  for (const rise of rises) {
    // Links as long as their ends are apart: the rows are kept, the layout finds the columns.
    if (rise) graph.setEdge(rise.from, rise.to, { minlen: rise.rows, weight: 1 }, nameOf(rise));
  }
  layout(graph);
  const columnOf = (x: number | undefined): number => (x ?? 0) / PITCH;
  const at = new Map(maps.map(({ name }) => [name, columnOf((graph.node(name) as Placed).x)]));
  const wires = links.map((link, i): Wire => {
    const rise = rises[i];
    if (!rise) return { ...link, lane: [] };
    const { points = [] } = graph.edge(rise.from, rise.to, nameOf(rise)) as Routed;
    // Between its ends a link has a point at every row and at every half.
    const between = points.slice(1, -1).filter((_, k) => k % 2 === 1);
    return {
      ...link,
      lane: [at.get(rise.from) ?? 0, ...between.map(({ x }) => columnOf(x)), at.get(rise.to) ?? 0],
    };
  });
  const columns = [...at.values(), ...wires.flatMap(({ lane }) => lane)];
  const ends = [Math.min(...columns), Math.max(...columns)] as const;
  return isMirrored(maps, at, ends) ? mirrored({ at, wires, ends }) : { at, wires, ends };
}

/** One reads from left to right: from the input on, and the inputs of a merge in their order. */
function isMirrored(
  maps: readonly DrawnMap[],
  at: Columns['at'],
  [first, last]: Columns['ends'],
): boolean {
  const columnOf = (name: string): number => at.get(name) ?? 0;
  const off = columnOf(maps[0].name) - (first + last) / 2;
  if (Math.abs(off) > NEAR) return off > 0;
  const merge = maps.find(
    ({ below }) => below.length > 1 && columnOf(below[0]) !== columnOf(below[1]),
  );
  return merge !== undefined && columnOf(merge.below[0]) > columnOf(merge.below[1]);
}

function mirrored({ at, wires, ends }: Columns): Columns {
  const turn = (column: number): number => ends[0] + ends[1] - column;
  return {
    at: new Map(Array.from(at, ([name, column]) => [name, turn(column)])),
    wires: wires.map((wire) => ({ ...wire, lane: wire.lane.map(turn) })),
    ends,
  };
}
