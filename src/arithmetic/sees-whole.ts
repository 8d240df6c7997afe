import { wiringOf } from '../layers/index.js';
import type { Network, WindowMap } from '../layers/index.js';
import { size } from './sets/axis-set.js';
import { axisWays, walkAxis } from './coverage/axis-walk.js';
import { coverage } from './coverage/index.js';
import { BeyondExact } from './exact.js';
import { field } from './field.js';
import { lattices } from './lattices/lattices.js';
import { isSliding } from './needs.js';
import { nameAt, sizeAt } from './positions.js';
import type { Row } from './lattices/row.js';
import { needsOneOf } from './seeing.js';
import { TooManyPieces, limited } from './sets/effort.js';

/** What a place may be off by where the jump is a fraction, in pixels. */
const ROUNDED = 1e-6;
/** More steps than this, from map to map, are not taken for all layers together. */
const MOST_STEPS = 2 ** 19;
/** Windows of more features than this are not looked at one by one. */
const MOST_READS = 2 ** 12;
/** Fields of more features than this are not looked at one by one. */
const MOST_FIELDS = 2 ** 10;
/** Work on sets, from which on nothing can be told. */
const MOST_EFFORT = 2 ** 22;

/** Whether the boxes of unclipped fields reach both ends of an axis, as far as a row says. */
function mayReach(row: Row, pixels: number, axis: number): boolean {
  if (row.statuses[axis] === 'unsupported') return true;
  if (row.r[axis] < pixels) return false;
  if (row.statuses[axis] === 'bound') return true;
  const [n, j, phases] = [row.n[axis], Number(row.j[axis]), row.phases[axis]];
  // Of features that repeat after more than there are, the smallest may not be there.
  if (row.r_range[axis][0] < pixels && n >= (row.period[axis] ?? 1)) return false;
  if (!phases || row.statuses[axis] === 'whole') return true;
  return phases.slice(0, n).every(([center, r], u, { length: period }) => {
    const first = Number(center) + u * j;
    const last = first + (Math.ceil((n - u) / period) - 1) * period * j;
    const [latest, earliest] = [Math.max(first, last) - r / 2, Math.min(first, last) + r / 2];
    return latest <= ROUNDED && earliest >= pixels - ROUNDED;
  });
}

/** Whether every feature reads one that there is of an input of `n` features. */
function alwaysReads(map: WindowMap, n: number): boolean {
  if (map.whole || map.border !== 'zeros') return true;
  const reads = (u: number): boolean => needsOneOf(map, u, [0, n]);
  const isClose = isSliding(map) && map.window(0)[0].step <= n;
  if (isClose || map.size > MOST_READS) return isClose && reads(0) && reads(map.size - 1);
  return Array.from({ length: map.size }, (_, u) => u).every(reads);
}

/** What `make` says; `null` where its sets are too much. */
function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooManyPieces || error instanceof BeyondExact) return null;
    throw error;
  }
}

/** The layers of a network whose every feature sees every pixel. */
class Whole {
  private readonly rows: readonly Row[];
  private readonly pixels: number;
  /** Whether what stands outside a map is a copy on the way: more is seen than the box holds. */
  private readonly copies: boolean[] = [false];
  private readonly doubted: boolean[] = [false];
  /** How many wires end at a layer or before it. */
  private readonly wires: number[] = [0];
  private readonly known: (boolean | null)[] = [];
  private steps = MOST_STEPS;

  constructor(private readonly network: Network) {
    this.rows = lattices(network);
    this.pixels = network.inputSize.reduce((all, n) => all * n, 1);
    for (const wires of wiringOf(network).wires.slice(1)) {
      this.wires.push(this.wires[this.wires.length - 1] + wires.length);
      const some = (before: readonly boolean[], told: (map: WindowMap) => boolean): boolean =>
        wires.some(({ from, maps }) => before[from] || maps.some(told));
      this.copies.push(some(this.copies, ({ border }) => border !== 'zeros'));
      this.doubted.push(some(this.doubted, ({ doubt }) => doubt !== null));
    }
  }

  /** As far as the boxes of fields say. */
  mayBe(at: number): boolean {
    const { inputSize } = this.network;
    return this.copies[at] || inputSize.every((n, axis) => mayReach(this.rows[at], n, axis));
  }

  /** As far as the outermost features say. */
  mayBeByEnds(at: number): boolean {
    const seesAxis = (n: number, axis: number): boolean => {
      const ways = axisWays(this.network, at, axis);
      this.steps -= 2 * ways.length;
      return [0, sizeAt(this.network, at)[axis] - 1].every((u) => {
        const seen = walkAxis(ways, u, true).sets.get(0);
        return seen !== undefined && size(seen) === n;
      });
    };
    return orNull(() => this.network.inputSize.every(seesAxis)) ?? true;
  }

  /** For sure or surely not; `null` where that would take too long, or cannot be told. */
  is(at: number): boolean | null {
    const found = this.mayBe(at) && (this.readsOne(at) || this.look(at));
    this.known[at] = found;
    return found;
  }

  /** Whether every feature reads one that sees every pixel, of those known so far. */
  private readsOne(at: number): boolean {
    if (this.doubted[at]) return false;
    return wiringOf(this.network).wires[at].some(
      ({ from, maps }) =>
        this.known[from] === true &&
        maps.every((map, axis) => alwaysReads(map, sizeAt(this.network, from)[axis])),
    );
  }

  private look(at: number): boolean | null {
    if (this.steps < 0) return null;
    if (!this.mayBeByEnds(at)) return false;
    const features = sizeAt(this.network, at);
    this.steps -= this.wires[at] * Math.max(...features);
    const found = this.steps < 0 ? null : coverage(this.network, nameAt(this.network, at));
    if (!found) return null;
    const all = found.axes.every((stretches, axis) =>
      stretches.every(({ counts }) => counts.every((count) => count === features[axis])),
    );
    if (!all) return false;
    return found.exact || this.lookAtEach(at, features);
  }

  private lookAtEach(at: number, size: readonly number[]): boolean | null {
    const count = size.reduce((all, n) => all * n, 1);
    if (count > MOST_FIELDS) return null;
    const name = nameAt(this.network, at);
    let isExact = true;
    for (let i = 0; i < count; i += 1) {
      let rest = i;
      const index = size.map((n) => {
        const u = rest % n;
        rest = Math.floor(rest / n);
        return u;
      });
      const seen = orNull(() => field(this.network, name, index));
      if (!seen) return null;
      if (seen.pixels < this.pixels) return false;
      isExact &&= seen.exact;
    }
    return isExact || null;
  }
}

/**
 * The layer from which on every feature of every layer sees every pixel.
 *
 * @returns `null` where there is none, `undefined` where that would take too long or cannot be told
 */
export const wholeFrom = (network: Network): string | null | undefined =>
  limited(MOST_EFFORT, () => search(network));

function search(network: Network): string | null | undefined {
  const whole = new Whole(network);
  const last = network.layers.length;
  let first = last + 1;
  while (first > 0 && whole.mayBe(first - 1)) first -= 1;
  if (first > last || !whole.mayBeByEnds(last)) return null;
  const found: (boolean | null)[] = [];
  for (let at = first; at <= last; at += 1) found[at] = whole.is(at);
  for (let at = last; at >= first; at -= 1) {
    if (found[at] === null) return undefined;
    if (found[at] === false) return at === last ? null : nameAt(network, at + 1);
  }
  return nameAt(network, first);
}
