/**
 * The numbers of a row by looking at the fields of features, one after another, as if maps went on
 * for ever: nothing here knows how the core comes by them.
 */
import { sizesOf } from './brute-force.js';
import { MERGES, dependsOnSize, isWhole, rhythmOn, windowOn } from './brute-windows.js';
import type { PlainLayer, PlainNetwork } from './plain-network.js';
import { withAxes } from './plain-network.js';

/** `over / under`, in lowest terms, `under` above 0. */
export type Ratio = readonly [over: number, under: number];

export type BrutePhase = readonly [center: Ratio | null, size: number, pixels: number];

export interface BruteAxis {
  readonly status: 'exact' | 'varies' | 'whole';
  /** `null` where it does not follow from the fields of the features that there are. */
  readonly j: Ratio | null;
  readonly r: number;
  readonly range: readonly [number, number];
  /** `null` where no feature sees anything. */
  readonly start: Ratio | null;
  readonly period: number | null;
  readonly phases: readonly BrutePhase[] | null;
  readonly dense: boolean;
  /** Mean centre over a period, less `u * j`; `null` where there is no period, or nothing seen. */
  readonly middle: Ratio | null;
}

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return Math.abs(a);
}

export function ratio(over: number, under: number): Ratio {
  const common = (gcd(over, under) || 1) * Math.sign(under);
  return [over / common + 0, under / common];
}

const times = ([a, b]: Ratio, by: number): Ratio => ratio(a * by, b);
const minus = ([a, b]: Ratio, [c, d]: Ratio): Ratio => ratio(a * d - c * b, b * d);
const plus = ([a, b]: Ratio, [c, d]: Ratio): Ratio => ratio(a * d + c * b, b * d);
const same = (a: Ratio | null, b: Ratio | null): boolean => a?.join() === b?.join();

const sizeIn = (field: readonly number[]): number =>
  field.length === 0 ? 0 : field[field.length - 1] + 1 - field[0];

const centerOf = (field: readonly number[]): Ratio | null =>
  field.length === 0 ? null : ratio(field[0] + field[field.length - 1] + 1, 2);

const isDense = (field: readonly number[]): boolean => field.length === sizeIn(field);

const moved = (field: readonly number[], by: number): string => field.map((x) => x + by).join();

/** After how many features fields repeat, and how far they have moved by then. */
interface Rhythm {
  readonly every: number;
  readonly by: number;
}

/** One way from a layer to the input. */
interface Way {
  /** That its features surely keep, `null` where there is none. */
  readonly rhythm: Rhythm | null;
  /** Whether a feature sees a pixel. */
  readonly sees: (u: number) => boolean;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, u) => u);

/** One axis of a network. */
function axisOf(network: PlainNetwork, axis: number) {
  const { layers } = withAxes(network, [axis]);
  const sizes = new Map(
    Array.from(sizesOf(network), ([name, size]) => [name, size[axis]] as const),
  );
  const known = new Map<string, readonly number[]>();
  const layerOf = new Map(layers.map((layer) => [layer.name, layer]));
  const sizeAt = (name: string): number => sizes.get(name) as number;

  /** Whether a merge passes a single feature on to all. */
  const isSpread = (layer: PlainLayer, input: string): boolean =>
    MERGES.includes(layer.type) && sizeAt(input) !== sizeAt(layer.name);

  /** Features of an input that feature `u` of a layer reads. */
  const read = (layer: PlainLayer, input: string, u: number): readonly number[] =>
    isSpread(layer, input) ? [0] : windowOn(layer, 0, sizeAt(input), u);

  /** Pixels in the field of feature `u` of a layer, in order. */
  function field(name: string, u: number): readonly number[] {
    const layer = layerOf.get(name);
    if (!layer) return [u];
    const key = `${name} ${u}`;
    const before = known.get(key);
    if (before) return before;
    const seen = new Set<number>();
    for (const input of layer.inputs) {
      for (const at of read(layer, input, u)) {
        for (const pixel of field(input, at)) seen.add(pixel);
      }
    }
    const out = Array.from(seen).sort((a, b) => a - b);
    known.set(key, out);
    return out;
  }

  const seesAll = (name: string): boolean => {
    const layer = layerOf.get(name);
    return layer !== undefined && (isWhole(layer, 0) || layer.inputs.some(seesAll));
  };

  function rhythmThrough(layer: PlainLayer, input: string, below: Rhythm | null): Rhythm | null {
    if (dependsOnSize(layer, 0)) return null;
    const [every, by] = isSpread(layer, input) ? [1, 0] : rhythmOn(layer, 0);
    if (!below || by === 0) return below && { every: 1, by: 0 };
    const rounds = below.every / gcd(below.every, by);
    return { every: every * rounds, by: (by * rounds * below.by) / below.every };
  }

  function wayThrough(layer: PlainLayer, input: string, below: Way): Way {
    const known = new Map<number, boolean>();
    const sees = (u: number): boolean => {
      let found = known.get(u);
      if (found === undefined) known.set(u, (found = read(layer, input, u).some(below.sees)));
      return found;
    };
    return { rhythm: rhythmThrough(layer, input, below.rhythm), sees };
  }

  const waysTo = new Map<string, readonly Way[]>([
    ['input', [{ rhythm: { every: 1, by: 1 }, sees: () => true }]],
  ]);

  /** The ways from a layer to the input, those left out on which no feature sees anything. */
  function ways(name: string): readonly Way[] {
    let found = waysTo.get(name);
    if (found) return found;
    const layer = layerOf.get(name) as PlainLayer;
    const all = layer.inputs.flatMap((input) =>
      ways(input).map((below) => wayThrough(layer, input, below)),
    );
    found = all.filter(({ rhythm, sees }) => !rhythm || upTo(rhythm.every).some(sees));
    if (found.length === 0) found = all.slice(0, 1);
    waysTo.set(name, found);
    return found;
  }

  /** The rhythm that all features of a layer surely keep; `null` where there is none. */
  const rhythm = (name: string): Rhythm | null =>
    ways(name)
      .map((way) => way.rhythm)
      .reduce((a, b) => {
        if (!a || !b || a.by * b.every !== b.by * a.every) return null;
        const every = (a.every / gcd(a.every, b.every)) * b.every;
        return { every, by: (a.by * every) / a.every };
      });

  return { field, seesAll, rhythm, sizeAt };
}

/** After how many features, at the earliest, fields repeat that keep a rhythm. */
function shortest(fields: readonly (readonly number[])[], { every, by }: Rhythm): number {
  const at = (u: number): string => {
    const round = Math.floor(u / every);
    return moved(fields[u - round * every], round * by);
  };
  for (let part = 1; part < every; part += 1) {
    if (every % part !== 0) continue;
    const step = (by * part) / every;
    const keeps = fields.every((field, u) => moved(field, step) === at(u + part));
    if (keeps) return part;
  }
  return every;
}

function numbersOf(fields: readonly (readonly number[])[], j: Ratio | null) {
  const sizes = fields.map(sizeIn);
  const offsets = fields.map((field, u) => {
    const center = centerOf(field);
    return center && j && minus(center, times(j, u));
  });
  return {
    r: Math.max(...sizes),
    range: [Math.min(...sizes), Math.max(...sizes)] as const,
    start: offsets.find((offset) => offset !== null) ?? null,
    offsets,
    phases: fields.map((field, u) => [offsets[u], sizes[u], field.length] as const),
  };
}

/** Fields that have no period: what the features that there are see. */
function withoutPeriod(fields: readonly (readonly number[])[], firstJ: Ratio | null): BruteAxis {
  const centers = fields.map(centerOf);
  const seeing = centers.map((center) => center !== null);
  const [first, last] = [seeing.indexOf(true), seeing.lastIndexOf(true)];
  const span = first < last && minus(centers[last] as Ratio, centers[first] as Ratio);
  const j = span ? ratio(span[0], span[1] * (last - first)) : firstJ;
  const { phases, r, range, start } = numbersOf(fields, j ?? ratio(0, 1));
  const numbers = { r, range, start, dense: fields.every(isDense) };
  const step = j?.[1] === 1 ? j[0] : 0;
  const even = fields.every((field, u) => moved(fields[0], u * step) === field.join());
  if (even && first >= 0) {
    return { ...numbers, status: 'exact', j, period: 1, phases: phases.slice(0, 1), middle: null };
  }
  return { ...numbers, status: 'varies', j, period: null, phases: null, middle: null };
}

/** All rows of a network on one axis. */
export function bruteRows(network: PlainNetwork, axis: number): ReadonlyMap<string, BruteAxis> {
  const { field, seesAll, rhythm, sizeAt } = axisOf(network, axis);
  const rows = new Map<string, BruteAxis>();

  function rowOf(name: string, inputs: readonly string[]): BruteAxis {
    const fields = (count: number): (readonly number[])[] => upTo(count).map((u) => field(name, u));
    const kept = rhythm(name);
    if (seesAll(name)) {
      const { r, range } = numbersOf(fields(sizeAt(name)), null);
      const dense = fields(sizeAt(name)).every(isDense);
      const unknown = { j: null, start: null, period: null, phases: null, middle: null };
      return { status: 'whole', r, range, dense, ...unknown };
    }
    if (!kept || kept.by === 0) {
      return withoutPeriod(fields(sizeAt(name)), rows.get(inputs[0])?.j ?? null);
    }
    const every = shortest(fields(kept.every), kept);
    const j = ratio(kept.by, kept.every);
    const { offsets, ...numbers } = numbersOf(fields(every), j);
    const dense = fields(Math.min(every, sizeAt(name))).every(isDense);
    const seeing = offsets.filter((offset) => offset !== null);
    const sum = seeing.reduce(plus, [0, 1]);
    const middle = seeing.length > 0 ? ratio(sum[0], sum[1] * seeing.length) : null;
    return {
      ...numbers,
      dense,
      status: every === 1 ? 'exact' : 'varies',
      j,
      period: every,
      middle,
    };
  }

  rows.set('input', rowOf('input', []));
  for (const { name, inputs } of network.layers) rows.set(name, rowOf(name, inputs));
  return rows;
}

/**
 * For every layer the merges on the way to it whose inputs do not line up on an axis; a layer for
 * which that cannot be told, since an input has no period, is missing.
 */
export function misalignedOn(
  network: PlainNetwork,
  axis: number,
): ReadonlyMap<string, readonly string[]> {
  const rows = bruteRows(network, axis);
  const sizes = sizesOf(network);
  const out = new Map<string, readonly string[]>([['input', []]]);
  for (const { name, inputs } of network.layers) {
    const before = inputs.map((input) => out.get(input));
    const local = inputs
      .filter((input) => rows.get(input)?.status !== 'whole')
      .map((input) => {
        const { j, middle } = rows.get(input) as BruteAxis;
        const wide = sizes.get(input)?.[axis] !== sizes.get(name)?.[axis];
        return { j: wide ? ratio(0, 1) : j, middle };
      });
    if (before.some((merges) => !merges) || local.some(({ middle }) => !middle)) continue;
    const agrees = local.every(
      ({ j, middle }) => same(j, local[0].j) && same(middle, local[0].middle),
    );
    const so = before.flatMap((merges) => merges ?? []);
    out.set(name, agrees || inputs.length < 2 ? so : [...so, name]);
  }
  return out;
}
