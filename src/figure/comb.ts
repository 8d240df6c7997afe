import type { Phase } from '../arithmetic/index.js';

/** From the first edge of something to its last one. */
type Extent = readonly [lo: number, hi: number];

/** The cell of one phase, in pixels of the image. */
export interface Tooth {
  /** Edges of the cell; cells touch. */
  readonly lo: number;
  readonly hi: number;
  /** Middle of the feature, and the part of the cell that is evenly around it. */
  readonly at: number;
  readonly side: number;
  /** Features of this phase see nothing. */
  readonly blind: boolean;
  /** Rank among the phases by what is seen: 0 for the most, 1 for the least. */
  readonly rank: number;
}

/**
 * Features that differ with a period. Feature `m * teeth.length + k` has the cell of tooth `k`, moved
 * by `m * span`.
 */
export interface Comb {
  readonly span: number;
  readonly teeth: readonly Tooth[];
}

/** Where the features of an axis stand. */
export interface Places {
  /** Centre of feature 0 and from one to the next, in the mean where there is a comb. */
  readonly start: number;
  readonly jump: number;
  readonly comb: Comb | null;
}

const SAME = 1e-9;

/** Centres of the phases; one that sees nothing stands evenly between its neighbours. */
function centresOf(phases: readonly Phase[], j: number): readonly number[] | null {
  const count = phases.length;
  const known = (u: number): number | null => {
    const turn = Math.floor(u / count);
    const center = phases[u - turn * count][0];
    return center === null ? null : Number(center) + u * j;
  };
  if (phases.every(([center]) => center === null)) return null;
  return phases.map((_, k) => {
    let [before, after] = [k, k];
    while (known(before) === null) before -= 1;
    while (known(after) === null) after += 1;
    const [from, to] = [known(before), known(after)] as [number, number];
    return before === after ? from : from + ((to - from) * (k - before)) / (after - before);
  });
}

/** Place of each phase in the order of what is seen, 0 to 1. */
function ranksOf(phases: readonly Phase[]): readonly number[] {
  const order = phases.map((_, k) => k).sort((a, b) => phases[b][1] - phases[a][1] || a - b);
  const ranks: number[] = [];
  order.forEach((k, rank) => (ranks[k] = rank / (phases.length - 1)));
  return ranks;
}

/**
 * The cells of features that repeat: each around its own centre, out to the middle between it and
 * its neighbours. Those that share a centre share the cell, divided in index order.
 *
 * @param phases - centre less `u * j`, size and pixels of each
 * @param j - the mean distance between neighbours
 * @returns `null` where the features do not repeat, or do not stand in the order of their index
 */
export function combOf(phases: readonly Phase[], j: number): Comb | null {
  const count = phases.length;
  if (count < 2 || j === 0) return null;
  const centres = centresOf(phases, j);
  if (!centres) return null;
  const [span, way] = [count * j, Math.sign(j)];
  // Along the way that the index runs.
  const along = (u: number): number => {
    const turn = Math.floor(u / count);
    return way * (centres[u - turn * count] + turn * span);
  };
  if (centres.some((_, k) => along(k + 1) < along(k) - SAME)) return null;
  const ranks = ranksOf(phases);
  const teeth = centres.map((_, k): Tooth => {
    let [first, last] = [k, k];
    while (along(first - 1) > along(k) - SAME) first -= 1;
    while (along(last + 1) < along(k) + SAME) last += 1;
    const center = along(k);
    const [before, after] = [center - along(first - 1), along(last + 1) - center];
    const half = Math.min(before, after) / 2;
    const side = (2 * half) / (last - first + 1);
    const from = center - half + (k - first) * side;
    const ends = [
      k === first ? center - before / 2 : from,
      k === last ? center + after / 2 : from + side,
    ];
    const [lo, hi] = way > 0 ? ends : [-ends[1], -ends[0]];
    const blind = phases[k][0] === null;
    return { lo, hi, at: way * (from + side / 2), side, blind, rank: ranks[k] };
  });
  return { span, teeth };
}

/** The cells moved and magnified. */
export const moved = (comb: Comb | null, scale: number, by: number): Comb | null =>
  comb && {
    span: comb.span * scale,
    teeth: comb.teeth.map((tooth) => ({
      ...tooth,
      lo: tooth.lo * scale + by,
      hi: tooth.hi * scale + by,
      at: tooth.at * scale + by,
      side: tooth.side * scale,
    })),
  };

/** The cells of one period, in the order of their index, also of features that stand evenly. */
export function teethOf({ start, jump, comb }: Places): Comb {
  if (comb) return comb;
  const side = Math.abs(jump);
  const tooth = { lo: start - side / 2, hi: start + side / 2, at: start, side };
  return { span: jump, teeth: [{ ...tooth, blind: false, rank: 0 }] };
}

/** The cell of a feature; also of one outside the map, as if that went on. */
export function cellOf(places: Places, u: number): Tooth {
  const { span, teeth } = teethOf(places);
  const turn = Math.floor(u / teeth.length);
  const tooth = teeth[u - turn * teeth.length];
  const by = turn * span;
  return { ...tooth, lo: tooth.lo + by, hi: tooth.hi + by, at: tooth.at + by };
}

/** From the first edge of the first cell of a range of features to the last edge of its last one. */
export function extentOf(places: Places, [lo, hi]: Extent): Extent {
  if (!places.comb) {
    const { start, jump } = places;
    const ends = [start + (lo - 0.5) * jump, start + (hi - 0.5) * jump] as const;
    return jump < 0 ? [ends[1], ends[0]] : ends;
  }
  const [first, last] = [cellOf(places, lo), cellOf(places, hi - 1)];
  return first.lo <= last.lo ? [first.lo, last.hi] : [last.lo, first.hi];
}

/** The feature in whose cell a place lies, also outside the map. */
export function featureIn(places: Places, at: number): number {
  const { span, teeth } = teethOf(places);
  let [found, least] = [0, Infinity];
  teeth.forEach(({ lo, hi }, k) => {
    const turn = Math.round((at - (lo + hi) / 2) / span);
    const away = Math.abs(at - (lo + hi) / 2 - turn * span) - (hi - lo) / 2;
    if (away < least) [found, least] = [turn * teeth.length + k, away];
  });
  return found;
}
