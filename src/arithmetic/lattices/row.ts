import type { Values } from '../../layers/index.js';
import type { Exact } from '../exact.js';

/** How sure the numbers of an axis are, from sure to unsure. */
export type Status = 'exact' | 'varies' | 'whole' | 'bound' | 'unsupported';

const ORDER: readonly Status[] = ['exact', 'varies', 'whole', 'bound', 'unsupported'];

/** The less sure of two. */
export const worse = (a: Status, b: Status): Status =>
  ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;

/** Why a status is what it is: a sentence of the table. */
export interface Reason {
  readonly code: string;
  readonly values: Values;
}

/** One phase of a field that repeats: centre less `u * j`, size, and pixels read. */
export type Phase = readonly [center: Exact | null, size: number, pixels: number];

/** What is known of one layer; lists have one entry an axis, lengths are in input pixels. */
export interface Row {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  /** Features. */
  readonly n: readonly number[];
  /** Distance between neighbouring features. */
  readonly j: readonly Exact[];
  /** Size of the receptive field; the largest where it varies. */
  readonly r: readonly number[];
  /** Centre of the field of feature 0; pixel `i` has its centre at `i + 0.5`. */
  readonly start: readonly (Exact | null)[];
  readonly r_range: readonly (readonly [smallest: number, largest: number])[];
  /** No feature's unclipped field has a hole. */
  readonly dense: readonly boolean[];
  /** The inputs of every merge so far agree in `j` and centre. */
  readonly aligned: readonly boolean[];
  /** Features after which the field repeats; `null` where it does not. */
  readonly period: readonly (number | null)[];
  readonly phases: readonly (readonly Phase[] | null)[];
  readonly statuses: readonly Status[];
  /** The worst of `statuses`. */
  readonly status: Status;
  readonly reason: Reason | null;
  readonly effective_padding: readonly (Exact | null)[];
  /** The first merge so far whose inputs do not align, where there is one. */
  readonly misaligned?: string;
}
