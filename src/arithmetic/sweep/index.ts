import { LayerError, readInputSize, resized, wiringOf } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import type { Exact } from '../exact.js';
import { findings } from '../findings/index.js';
import type { Finding } from '../findings/index.js';
import { droppedPixels } from '../findings/rows-dropped.js';
import { surveyOf } from '../findings/survey.js';
import { lattices } from '../lattices/lattices.js';
import { feedersOf, nameAt, positionOf } from '../positions.js';
import type { Reason } from '../lattices/row.js';
import type { Limit } from './limit.js';
import { paddingShare } from './padding-share.js';
import { seesAll } from './sees-all.js';
import { smallest } from './smallest.js';

export type { Limit } from './limit.js';

/** More sizes than this are not looked at in one sweep. */
const MOST_SIZES = 10_000;
/** Nor more layers at all sizes together. */
const MOST_LAYERS = 2 ** 21;

/** A layer at one size of the input; lists have one entry an axis. */
export interface SweepRow {
  readonly input_size: readonly number[];
  /** What refuses this size; all below is then `null`, and `findings` empty. */
  readonly error: Reason | null;
  readonly n: readonly number[] | null;
  readonly start: readonly (Exact | null)[] | null;
  /** That of the middle feature. */
  readonly padding_share: number | null;
  /** Pixels at the end of the image for which a stride of the network has no step. */
  readonly dropped: readonly number[] | null;
  /** Codes of the network's findings at this size, the weightiest first. */
  readonly findings: readonly string[];
}

/** How a layer changes over sizes of the input. */
export interface Sweep {
  readonly layer: string;
  readonly rows: readonly SweepRow[];
  /** An axis each: the smallest size that no layer refuses. */
  readonly smallest: readonly Limit[];
  /**
   * An axis each: the size from which on some feature of the layer has its whole field within the
   * image.
   */
  readonly sees_all: readonly Limit[];
  /** The sizes asked for at which nothing is dropped, and what drops at the first other one. */
  readonly no_drop: {
    readonly sizes: readonly (readonly number[])[];
    readonly reason: Reason | null;
  };
}

interface Looked {
  readonly row: SweepRow;
  readonly drop: Finding | null;
}

/** One size a row, one entry an axis. */
function readSizes({ inputSize, layers }: Network, sizes: unknown): readonly (readonly number[])[] {
  const parameter = 'sizes';
  if (!Array.isArray(sizes)) throw new LayerError('sweep_form', { parameter, value: sizes });
  if (sizes.length === 0) throw new LayerError('sweep_none', { parameter });
  const limit = Math.min(MOST_SIZES, Math.floor(MOST_LAYERS / layers.length));
  if (sizes.length > limit) {
    const values = { parameter, count: sizes.length, limit };
    const deep = limit < MOST_SIZES ? layers.length : null;
    throw new LayerError('sweep_many', { ...values, layers: deep });
  }
  return Array.from(sizes as readonly unknown[], (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : inputSize.map(() => value);
    if (list.length !== inputSize.length) {
      throw new LayerError('sweep_axes', { parameter, value, axes: inputSize.length });
    }
    return readInputSize(list);
  });
}

function look(network: Network, at: number): Looked {
  const row = lattices(network)[at];
  const middle = row.n.map((n) => Math.floor((n - 1) / 2));
  const found = findings(network);
  return {
    drop: found.find(({ code }) => code === 'rows_dropped') ?? null,
    row: {
      input_size: network.inputSize,
      error: null,
      n: row.n,
      start: row.start,
      padding_share: paddingShare(network, at, middle),
      dropped: droppedPixels(surveyOf(network)),
      findings: [...new Set(found.map(({ code }) => code))],
    },
  };
}

function refused(input_size: readonly number[], { code, values }: LayerError): Looked {
  const nothing = { n: null, start: null, padding_share: null, dropped: null, findings: [] };
  return { row: { input_size, error: { code, values }, ...nothing }, drop: null };
}

function lookAt(network: Network, at: number, size: readonly number[]): Looked {
  try {
    return look(resized(network, size), at);
  } catch (error) {
    if (!(error instanceof LayerError)) throw error;
    return refused(size, error);
  }
}

/**
 * How places, padding, dropped pixels and findings of a layer change with the size of the input,
 * and which sizes are of use.
 *
 * @param sizes - at most 10,000, and fewer of more than 200 layers; a number stands for all axes, a list has one entry an axis
 * @throws UnknownLayerError, and LayerError where `sizes` are none
 */
export function sweep(network: Network, layer: string, sizes: unknown): Sweep {
  const wiring = wiringOf(network);
  const at = positionOf(network, wiring, layer);
  const name = nameAt(network, at);
  const feeders = feedersOf(wiring, at);
  const feeds = [...feeders.keys()].filter((place) => feeders[place]);
  const looked = readSizes(network, sizes).map((size) => lookAt(network, at, size));
  const rows = looked.map(({ row }) => row);
  const drop = looked.find((each) => each.drop !== null)?.drop;
  const whole = rows.filter(({ dropped }) => dropped?.every((pixels) => pixels === 0));
  return {
    layer: name,
    rows,
    smallest: smallest(network),
    sees_all: seesAll(network, feeds),
    no_drop: {
      sizes: whole.map(({ input_size }) => input_size),
      reason: drop ? { code: drop.code, values: drop.values } : null,
    },
  };
}
