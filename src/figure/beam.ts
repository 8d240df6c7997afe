import type { Field, ReadParts } from '../arithmetic/index.js';
import { extentOf } from './comb.js';
import { placesOf } from './maps.js';
import type { Drawing, DrawnMap, Pair } from './maps.js';
import { partsOf } from './spread.js';
import type { Part } from './spread.js';
import type { Step } from './steps.js';

/** What a feature reads of one map: a box in the pixels of the image. */
export interface Box {
  readonly map: DrawnMap;
  /** The part inside the map. */
  readonly y: Pair;
  readonly x: Pair;
  /** The whole, as if the map went on. */
  readonly whole: { readonly y: Pair; readonly x: Pair };
  /** Whether the map cuts the box: top, right, bottom, left. */
  readonly cut: readonly [boolean, boolean, boolean, boolean];
  /** What is really read of the box, in parts, where that is not all of it. */
  readonly parts: readonly Part[] | null;
}

/** A feature and everything below it that it looks at. */
export interface Beam {
  readonly field: Field;
  /** What is really read of maps where it does not fill its box. */
  readonly read: ReadonlyMap<string, ReadParts>;
  /** From the input up to the feature's own cell. */
  readonly boxes: readonly Box[];
  /** Which box reads which, by places in `boxes`. */
  readonly links: readonly (readonly [upper: number, lower: number])[];
  /** How it widens inside layers that are folded into one, by the name of that. */
  readonly steps?: ReadonlyMap<string, readonly Step[]>;
}

type Range = Pair | null | undefined;

/** What of an axis is read inside a map, the whole of it, and the way the map runs. */
type Read = readonly [inside: Pair, whole: Pair, jump: number];

/** Whether the map cuts a box: top, right, bottom, left. */
function cutOf(y: Read, x: Read): Box['cut'] {
  const ends = ([inside, whole, jump]: Read): readonly [boolean, boolean] => {
    const [first, last] = [whole[0] < inside[0], whole[1] > inside[1]];
    return jump < 0 ? [last, first] : [first, last];
  };
  const [[top, bottom], [left, right]] = [ends(y), ends(x)];
  return [top, right, bottom, left];
}

const ALL_READ: ReadonlyMap<string, ReadParts> = new Map();

/** The boxes of a field on every map that is drawn. */
export function beamOf(
  { axes, maps }: Drawing,
  field: Field,
  apart: ReadonlyMap<string, ReadParts> = ALL_READ,
): Beam {
  const boxes: Box[] = [];
  const places = new Map<string, number>();
  for (const map of maps) {
    const read = field.path.get(map.name);
    if (!read) continue;
    const axis = (list: readonly Range[], i: 0 | 1): Range =>
      axes[i] < 0 ? [0, 1] : list[axes[i]];
    const [y, x] = [axis(read.clipped, 0), axis(read.clipped, 1)];
    const [wholeY, wholeX] = [axis(read.region, 0), axis(read.region, 1)];
    if (!y || !x || !wholeY || !wholeX) continue;
    places.set(map.name, boxes.length);
    const parts = apart.get(map.name);
    const [down, across] = [placesOf(map, 0), placesOf(map, 1)];
    boxes.push({
      map,
      y: extentOf(down, y),
      x: extentOf(across, x),
      whole: { y: extentOf(down, wholeY), x: extentOf(across, wholeX) },
      cut: cutOf([y, wholeY, map.jump[0]], [x, wholeX, map.jump[1]]),
      parts: parts ? partsOf(parts, axes, map) : null,
    });
  }
  const links = boxes.flatMap(({ map }, upper) =>
    map.below.flatMap((input) => {
      const lower = places.get(input);
      return lower === undefined ? [] : [[upper, lower] as const];
    }),
  );
  return { field, read: apart, boxes, links };
}
