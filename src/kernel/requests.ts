import type { TextFormat, TextTable } from '../figure/export/index.js';
import type { Heatmap } from '../figure/index.js';
import type { Preset } from '../layers/presets.js';

/** One feature of a network, and the layer to look at. */
export interface Feature {
  readonly network: number;
  readonly layer: string;
  readonly index: number | readonly number[];
  readonly to?: string;
}

/** Rows of a network, all where nothing is said. */
export interface Stretch {
  readonly network: number;
  readonly convention?: unknown;
  readonly first?: number;
  readonly stop?: number;
}

/**
 * What a request holds beside its method, by method; `network` is the number by which the caller
 * knows one, and where a request holds `written` that is first read as the network of this number.
 */
export interface Requests {
  read: { readonly network: number };
  document: { readonly network: number };
  names: { readonly network: number };
  row: { readonly network: number; readonly layer: string };
  rows: Stretch;
  rows_text: Stretch;
  texts: Stretch & { readonly columns: readonly string[] };
  table: Stretch;
  findings: { readonly network: number };
  field: Feature & { readonly via?: string; readonly extent?: number | readonly number[] };
  shared_pixels: { readonly network: number; readonly features: readonly unknown[] };
  seen_by: {
    readonly network: number;
    readonly layer: string;
    readonly pixel: number | readonly number[];
    readonly to?: string;
  };
  design: {
    readonly network: number;
    readonly layer: string;
    readonly wanted: number | readonly number[] | 'image';
    readonly options: { readonly atLeast?: boolean };
  };
  sweep: { readonly network: number; readonly layer: string; readonly sizes: unknown };
  anchors: { readonly network: number; readonly layer: string };
  tileOverlap: { readonly network: number; readonly layer: string };
  contribution: Feature;
  contribution_values: Feature;
  contribution_counts: Feature;
  figure: {
    readonly network: number;
    readonly view?: unknown;
    readonly selection?: unknown;
    readonly heatmap?: Heatmap | null;
  };
  heatmap: {
    readonly network: number;
    readonly values: unknown;
    readonly about: Pick<Heatmap, 'layer' | 'index' | 'width'>;
  };
  text: { readonly network: number; readonly format: TextFormat; readonly view?: unknown };
  latex: { readonly text: string };
  latex_table: TextTable;
  selection: { readonly network: number; readonly selection: unknown };
  view: { readonly view: unknown };
  pointwise: { readonly network: number };
  version: object;
  place: { readonly name: string; readonly names: readonly string[] };
  find_presets: { readonly presets: readonly Preset[]; readonly text: string };
  unknown_preset: { readonly name: string; readonly names: readonly string[] };
}
