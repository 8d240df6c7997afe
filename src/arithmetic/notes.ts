import { wiringOf } from '../layers/index.js';
import type { Layer, Network, Pair } from '../layers/index.js';
import '../layers/sentences/late-sentences.js';
import { lattices } from './lattices/lattices.js';
import type { Reason, Row } from './lattices/row.js';
import { slidingOf } from './sliding.js';
import type { Sliding } from './sliding.js';

/** What the article's program makes of a layer on one axis. */
interface Printed {
  readonly start: number;
  /** Position of the first layer whose padding it counts otherwise, 0 where there is none. */
  readonly since: number;
  /** Padding before the map, as it counts it. */
  readonly before: number;
  /** Padding as it is given. */
  readonly given: number;
}

/** Padding that the program can be given: the same on both sides; `null` where it is not. */
function paddingOf({ parameters: { padding, ceil_mode: ceil } }: Layer, axis: number) {
  if (!Array.isArray(padding) || ceil === true) return null;
  const [before, after] = padding[axis] as Pair;
  return before === after ? before : null;
}

/** The program's own sum: it spreads the padding that the steps reach over both sides. */
function printedAfter(
  { kernel, stride }: Sliding,
  [below, row]: readonly [Row, Row],
  axis: number,
  start: number,
): { start: number; before: number } {
  const used = (row.n[axis] - 1) * stride - below.n[axis] + kernel;
  const before = Math.floor(used / 2);
  return { start: start + ((kernel - 1) / 2 - before) * Number(below.j[axis]), before };
}

/** What the program prints for every position on an axis; `null` where it takes no such network. */
function printedOn(network: Network, axis: number): readonly Printed[] | null {
  const rows = lattices(network);
  const { wires } = wiringOf(network);
  const printed: Printed[] = [{ start: 0.5, since: 0, before: 0, given: 0 }];
  for (const [index, layer] of network.layers.entries()) {
    const at = index + 1;
    const [{ from, maps }, ...others] = wires[at];
    // It knows of no channels, as a model does that was read.
    if (others.length > 0 || layer.channels !== undefined) return null;
    const below = printed[from];
    if (layer.type === 'pointwise') {
      printed.push(below);
      continue;
    }
    const given = paddingOf(layer, axis);
    const sliding = slidingOf(layer, maps[axis]);
    if (given === null || !sliding || sliding.dilation !== 1) return null;
    const own = printedAfter(sliding, [rows[from], rows[at]], axis, below.start);
    const since = below.since > 0 || own.before === given ? below.since : at;
    printed.push({ ...own, since, given });
  }
  return printed;
}

const known = new WeakMap<Network, ReadonlyMap<string, Reason>>();

/**
 * What to know when comparing the table with that of the article's own program, by layer: rows on
 * which it prints another `start`, and why. That program spreads the padding that the steps reach
 * over both sides; the article's equation, and this project, count it as it is given. It takes
 * chains of convolutions and pools; where a network is more than that there is nothing to compare.
 */
export function notes(network: Network): ReadonlyMap<string, Reason> {
  let found = known.get(network);
  if (!found) {
    found = makeNotes(network);
    known.set(network, found);
  }
  return found;
}

function makeNotes(network: Network): ReadonlyMap<string, Reason> {
  const rows = lattices(network);
  const found = new Map<string, Reason>();
  const axes: (readonly Printed[])[] = [];
  for (const axis of network.inputSize.keys()) {
    const printed = printedOn(network, axis);
    if (!printed) return found;
    axes.push(printed);
  }
  rows.forEach((row, at) => {
    const printed = axes.map((axis) => axis[at]);
    const axis = printed.findIndex((own, k) => own.start !== Number(row.start[k]));
    if (axis < 0) return;
    const first = printed[axis];
    const starts = printed.map((own) => own.start);
    const values = {
      printed: starts.every((start) => start === starts[0]) ? starts[0] : starts,
      layer: rows[first.since].name,
    };
    found.set(
      row.name,
      first.since === at
        ? { code: 'note_article', values: { ...values, before: first.before, given: first.given } }
        : { code: 'note_article_since', values },
    );
  });
  return found;
}
