import { projectiveField } from '../../arithmetic/index.js';
import type { Field, Row, SeenBy } from '../../arithmetic/index.js';
import { axisNames, sentence } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import type { Asked } from './asked.js';
import type { WayPlace } from '../hit.js';
import { show, showCount, showRange, showShare, showSize } from './numbers.js';
import { profileAxis } from '../view.js';
import type { View } from '../view.js';
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

/** `6, 6`, or of a region `2–5, 3–7`. */
const places = ({ index, extent }: Field): string =>
  index.map((u, axis) => showRange([u, u + extent[axis]])).join(', ');

const featuresOf = ({ extent }: Field): number => product(extent);

/** `conv5 (6, 6)`. */
export const subjectOf = (field: Field): string => `${field.layer} (${places(field)})`;

/** `x 1–3`, `y 1–3 and x 1–3`, `z 0–2, y 1–3 and x 1–3`. */
const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function says(field: Field, row: Row, scale: Scale | null): string {
  const several = featuresOf(field) > 1;
  if (row.status === 'unsupported') return sentence('readout_unsupported', { several });
  if (field.pixels === 0) return sentence('readout_nothing', { several });
  const share = field.padding_share;
  const values = {
    size: showSize(field.size),
    length: scale && showInUnits(scale, field.size),
    share: showShare(share),
    pixels: product(field.size),
    several,
  };
  if (row.status === 'whole') {
    const names = axisNames(field.index.length);
    const axes = names.filter((_, axis) => row.statuses[axis] === 'whole');
    const isAll = axes.length === names.length;
    return sentence('readout_whole', { ...values, axes: isAll ? null : inWords(axes) });
  }
  if (row.status === 'bound') return sentence('readout_bound', values);
  return sentence(share > 0 ? 'readout_sees_padding' : 'readout_sees', values);
}

/**
 * The read-out of a feature, or of a region.
 *
 * @param row - the table's row of the feature's layer
 * @param above - what looks at it; its first layer is told
 * @param oneCut - whether only one cut of a volume is drawn, which is then named
 */
export function readout(
  network: Network,
  field: Field,
  row: Row,
  above?: ReadonlyMap<string, SeenBy>,
  oneCut = true,
): Readout {
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
    covered: showCount(field.covered),
  };
  const isNone = field.region.every((range) => range === null);
  const code =
    field.pixels === 0
      ? isNone
        ? 'readout_where_none'
        : 'readout_where_nothing'
      : field.padding_share > 0
        ? 'readout_where_padding'
        : 'readout_where';
  const next = [...(above ?? [])].find(([layer]) => layer !== field.layer)?.[1];
  const details = [
    row.status === 'unsupported' && row.reason
      ? sentence('readout_reason', { reason: sentence(row.reason.code, row.reason.values) })
      : sentence(code, values),
    ...(next
      ? [
          sentence('readout_above', {
            count: next.features,
            layer: next.layer,
            several: featuresOf(field) > 1,
          }),
        ]
      : []),
    ...(oneCut && field.index.length === 3
      ? [sentence('readout_third_axis', { axis: names[0], index: field.index[0], size: row.n[0] })]
      : []),
  ];
  return { subject: subjectOf(field), says: says(field, row, scale), detail: details.join(' ') };
}

/** So many further layers are named in the read-out of a pixel. */
const MOST_NAMED = 4;

/** Features of a layer along an axis, or over all of them. */
const along = (values: readonly number[], axis: number | null): number =>
  axis === null ? product(values) : values[axis];

/** What of a row looks at a pixel: `all 7 of layer4`, `10 of 14 of layer3`. */
function lookersIn({ name, n }: Row, axis: number | null, seen: SeenBy | undefined): string {
  const count = !seen ? 0 : axis === null ? seen.features : seen.count[axis];
  const all = along(n, axis);
  return sentence(count === all ? 'readout_lookers_all' : 'readout_lookers', {
    layer: name,
    count: showCount(count),
    n: showCount(all),
  });
}

/** From where to where the features stand that look at a pixel. */
function lookersAt({ lo, hi }: SeenBy, axis: number | null): string {
  const names = axisNames(lo.length);
  const range = (at: number): string => showRange([Number(lo[at]), Number(hi[at])]);
  return axis === null
    ? inWords(names.map((name, at) => (names.length > 1 ? `${name} ${range(at)}` : range(at))))
    : range(axis);
}

/**
 * The read-out of a pixel, or of a region of pixels: which features of a layer look at it, and of
 * others.
 *
 * @param axis - the axis of a section; `null` where all are meant
 */
function pixelReadout(
  { rows }: Numbers,
  pixels: Field,
  seen: ReadonlyMap<string, SeenBy>,
  axis: number | null,
  about: string | null,
): Readout {
  const last = rows[rows.length - 1];
  const row = rows.find(({ name }) => name === about && name !== 'input') ?? last;
  const own = seen.get(row.name);
  const several = featuresOf(pixels) > 1;
  const others = rows
    .filter((each, i) => {
      const next = rows[i + 1];
      const isRepeated = next && along(next.n, axis) === along(each.n, axis);
      return i > 0 && each !== row && along(each.n, axis) > 1 && !isRepeated;
    })
    .slice(-MOST_NAMED)
    .reverse()
    .map((each) => lookersIn(each, axis, seen.get(each.name)));
  const values = { layer: row.name, several };
  const axes = pixels.index.length;
  return {
    subject: sentence('readout_pixel', {
      several,
      pixel: axes > 1 ? `(${places(pixels)})` : places(pixels),
    }),
    says: own
      ? sentence('readout_seen', {
          ...values,
          count: axis === null ? own.features : own.count[axis],
          n: along(row.n, axis),
          range: lookersAt(own, axis),
        })
      : sentence('readout_unseen', values),
    detail: sentence('readout_lookers_elsewhere', {
      axis: axis === null ? null : axisNames(axes)[axis],
      layers: others.length > 0 ? inWords(others) : null,
    }),
  };
}

/** A network and `lattices(network)`. */
interface Numbers {
  readonly network: Network;
  readonly rows: readonly Row[];
}

const rowOf = ({ rows }: Numbers, layer: string): Row =>
  rows.find(({ name }) => name === layer) as Row;

/** The axis of a section; `null` where a view shows more of them. */
const axisOf = (view: View, rank: number): number | null =>
  view.mode === 'profile' ? profileAxis(view, rank) : null;
/** The same of what arrives by one way alone. */
export function wayReadout(own: Readout, via: WayPlace['via'] | undefined): Readout {
  const way = Object.values(via ?? {}).at(-1);
  return way === undefined
    ? own
    : { ...own, says: sentence('readout_through', { says: own.says, way }) };
}

/**
 * The read-out of a feature under the pointer: that of a pixel says what looks at it.
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
  if (layer === 'input') {
    const seen = projectiveField(numbers.network, index);
    return pixelReadout(numbers, field, seen, axisOf(view, index.length), about);
  }
  return readout(numbers.network, field, rowOf(numbers, layer), undefined, view.mode !== 'slices');
}

/** Two fields compared: what both see, and how much of each that is. */
function comparison(
  field: Field,
  { field: pinned, shared }: NonNullable<Asked['pinned']>,
): Readout {
  const values = {
    other: subjectOf(pinned),
    pixels: shared.pixels,
    several: featuresOf(field) > 1,
    share: showShare(shared.shares[0]),
    rest: showShare(shared.shares[1]),
  };
  const isNone = shared.pixels === 0;
  const size = ({ pixels }: Field) => ({ pixels });
  return {
    subject: subjectOf(field),
    says: sentence(isNone ? 'readout_shares_nothing' : 'readout_shares', values),
    detail: [
      sentence(isNone ? 'readout_apart' : 'readout_common', values),
      sentence('readout_each', {
        first: subjectOf(field),
        own: sentence('readout_pixels', size(field)),
        second: values.other,
        pinned: sentence('readout_pixels', size(pinned)),
      }),
    ].join(' '),
  };
}

/** The read-out of a selection: of features, of a pixel, or of two fields that are compared. */
export function readoutOf(view: View, numbers: Numbers, asked: Asked): Readout {
  const { field, above, pinned, selection } = asked;
  const { pixel, layer } = selection;
  if (pixel || layer === 'input') {
    const about = pixel ? layer : null;
    return pixelReadout(numbers, field, above, axisOf(view, field.index.length), about);
  }
  const own = readout(numbers.network, field, rowOf(numbers, layer), above, view.mode !== 'slices');
  if (!pinned) return own;
  return subjectOf(pinned.field) === own.subject
    ? { ...own, detail: `${own.detail} ${sentence('readout_pinned', {})}` }
    : comparison(field, pinned);
}
