import { projectiveField } from '../arithmetic/index.js';
import type { Field, Row, SeenBy } from '../arithmetic/index.js';
import { axisNames, sentence } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import { show, showCount, showRange, showShare, showSize } from './numbers.js';
import { profileAxis } from './view.js';
import type { View } from './view.js';
import { scaleOf, showInUnits } from './units.js';
import type { Scale } from './units.js';

/** What a figure says of one feature. */
export interface Readout {
  /** `conv5 (6, 6)`. */
  readonly subject: string;
  /** What it does: `sees 163 × 163 pixels`. */
  readonly says: string;
  /** Where, how much of the image, how much of it padding. */
  readonly detail: string;
}

const product = (values: readonly number[]): number =>
  values.reduce((all, value) => all * value, 1);

/** `conv5 (6, 6)`. */
export const subjectOf = ({ layer, index }: Field): string => `${layer} (${index.join(', ')})`;

/** `x 1–3`, `y 1–3 and x 1–3`, `z 0–2, y 1–3 and x 1–3`. */
const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function says(field: Field, row: Row, scale: Scale | null): string {
  if (field.pixels === 0) return sentence('readout_nothing', {});
  const share = field.padding_share;
  const values = {
    size: showSize(field.size),
    length: scale && showInUnits(scale, field.size),
    share: showShare(share),
    pixels: product(field.size),
  };
  if (row.status === 'whole') return sentence('readout_whole', values);
  return sentence(share > 0 ? 'readout_sees_padding' : 'readout_sees', values);
}

/**
 * The read-out of a feature.
 *
 * @param row - the table's row of the feature's layer
 */
export function readout(network: Network, field: Field, row: Row): Readout {
  const names = axisNames(field.index.length);
  const ranges = field.region.map(
    (range, axis) => `${names[axis]} ${range ? showRange(range) : '–'}`,
  );
  const image = product(network.inputSize);
  const scale = scaleOf(network);
  const values = {
    ranges: inWords(ranges),
    center: field.center.map(show).join(', '),
    place: scale && showInUnits(scale, field.center, ', '),
    share: showShare(field.pixels / image),
    pixels: showCount(field.pixels),
    covered: showCount(Math.round(field.pixels / (1 - field.padding_share))),
  };
  const code =
    field.pixels === 0
      ? 'readout_where_nothing'
      : field.padding_share > 0
        ? 'readout_where_padding'
        : 'readout_where';
  const drawn =
    field.index.length === 3
      ? ` ${sentence('readout_third_axis', { axis: names[0], index: field.index[0], size: row.n[0] })}`
      : '';
  return {
    subject: subjectOf(field),
    says: says(field, row, scale),
    detail: sentence(code, values) + drawn,
  };
}

/** So many further layers are named in the read-out of a pixel. */
const MOST_NAMED = 4;

/** What of a row looks at a pixel along an axis: `all 7 of layer4`, `10 of 14 of layer3`. */
function lookersIn({ name, n }: Row, axis: number, seen: SeenBy | undefined): string {
  const count = seen?.count[axis] ?? 0;
  const values = { layer: name, count, n: n[axis] };
  return sentence(count === n[axis] ? 'readout_lookers_all' : 'readout_lookers', values);
}

/** The read-out of a pixel in a section: which features of a layer look at it, and of others. */
function pixelReadout(
  { network, rows }: Numbers,
  pixel: readonly number[],
  axis: number,
  about: string | null,
): Readout {
  const seen = projectiveField(network, pixel);
  const last = rows[rows.length - 1];
  const row = rows.find(({ name }) => name === about && name !== 'input') ?? last;
  const own = seen.get(row.name);
  const [lo, hi] = [own?.lo[axis], own?.hi[axis]];
  const looked = typeof lo === 'number' && typeof hi === 'number';
  const others = rows
    .filter(
      (each, i) =>
        i > 0 && each !== row && each.n[axis] > 1 && rows[i + 1]?.n[axis] !== each.n[axis],
    )
    .slice(-MOST_NAMED)
    .reverse()
    .map((each) => lookersIn(each, axis, seen.get(each.name)));
  return {
    subject: sentence('readout_pixel', {
      pixel: pixel.length > 1 ? `(${pixel.join(', ')})` : pixel.join(),
    }),
    says: looked
      ? sentence('readout_seen', {
          layer: row.name,
          count: own?.count[axis],
          n: row.n[axis],
          range: showRange([lo, hi]),
        })
      : sentence('readout_unseen', { layer: row.name }),
    detail: sentence('readout_lookers_elsewhere', {
      axis: axisNames(pixel.length)[axis],
      layers: others.length > 0 ? inWords(others) : null,
    }),
  };
}

/** A network and `lattices(network)`. */
interface Numbers {
  readonly network: Network;
  readonly rows: readonly Row[];
}

/**
 * The read-out of a feature in a view: in a section that of a pixel says what looks at it.
 *
 * @param about - layer whose features are meant first; the last one where it is left out
 */
export function readoutIn(
  view: View,
  numbers: Numbers,
  field: Field,
  about: string | null,
): Readout {
  const { layer, index } = field;
  if (view.mode === 'profile' && layer === 'input') {
    return pixelReadout(numbers, index, profileAxis(view, index.length), about);
  }
  const row = numbers.rows.find(({ name }) => name === layer) as Row;
  return readout(numbers.network, field, row);
}
