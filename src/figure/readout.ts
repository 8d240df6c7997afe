import type { Field, Row } from '../arithmetic/index.js';
import { axisNames, sentence } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import { show, showCount, showRange, showShare, showSize } from './numbers.js';
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
