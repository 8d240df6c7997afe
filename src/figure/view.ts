import { axisNames, LayerError } from '../layers/index.js';
import type { Network } from '../layers/index.js';

/** The ways to look at a network. */
export const MODES = [
  'stack',
  'side-by-side',
  'overlay',
  'profile',
  'graph',
  'conventional',
  'slices',
] as const;
export type Mode = (typeof MODES)[number];

/** The views that a network of so many axes has. */
export const modesOf = (rank: number): readonly Mode[] =>
  MODES.filter((mode) => mode !== 'slices' || rank === 3);

/** What can be laid over the maps. */
export const OVERLAYS = ['contribution', 'padding', 'coverage', 'padding_seen', 'heatmap'] as const;
export type Overlay = (typeof OVERLAYS)[number];

export const AXES = ['z', 'y', 'x'] as const;
export type AxisName = (typeof AXES)[number];

/** How a network is looked at; everything else in a figure follows from the network. */
export interface View {
  readonly mode: Mode;
  /** Azimuth and elevation of the stack in degrees; `null` is the drawing at rest. */
  readonly rotation: readonly [azimuth: number, elevation: number] | null;
  /** Magnification of the figure, 1 is the whole. */
  readonly zoom: number;
  /** Height of the figure in CSS pixels, in views with rows; `null` is the one that suits it. */
  readonly height: number | null;
  /** The axis of the profile; x where the network has no such axis. */
  readonly axis: AxisName;
  /** Whether layers of a deep network are folded into stages, in views that do so. */
  readonly folding: boolean;
  readonly overlays: Readonly<Record<Overlay, boolean>>;
  /** Read attention and map-wide norms as pointwise, and leave gates out. */
  readonly pointwise: boolean;
}

export const DEFAULT_VIEW: View = {
  mode: 'stack',
  rotation: null,
  zoom: 1,
  height: null,
  axis: 'x',
  folding: true,
  overlays: {
    contribution: false,
    padding: false,
    coverage: false,
    padding_seen: false,
    heatmap: false,
  },
  pointwise: false,
};

/** Networks of more layers open in a view that is readable at any depth. */
const DEEP = 40;

function defaultMode({ inputSize, layers }: Network): Mode {
  if (inputSize.length === 3) return 'slices';
  if (inputSize.length === 1 || layers.length > DEEP) return 'profile';
  return layers.some(({ inputs }) => inputs.length > 1) ? 'graph' : 'stack';
}

/** The view in which a network opens when nobody chose one. */
export const defaultView = (network: Network): View => ({
  ...DEFAULT_VIEW,
  mode: defaultMode(network),
});

/** The axis of a network along which its profile is drawn. */
export function profileAxis({ axis }: View, rank: number): number {
  const at = axisNames(rank).indexOf(axis);
  return at < 0 ? rank - 1 : at;
}

export const ZOOM_RANGE = [0.5, 8] as const;
export const HEIGHT_RANGE = [200, 5000] as const;

const within = ([least, most]: readonly [number, number], value: number): number =>
  Math.min(most, Math.max(least, value));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (parameter: string, value: unknown, expected: string): LayerError =>
  new LayerError('view_value', { layer: null, parameter, value, expected });

const finite = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

const readers: Record<keyof View, (value: unknown) => unknown> = {
  mode(value) {
    if (MODES.includes(value as Mode)) return value;
    throw wrong('view.mode', value, MODES.join(', '));
  },
  rotation(value) {
    if (value === null) return null;
    if (Array.isArray(value) && value.length === 2 && value.every(finite)) {
      const [azimuth, elevation] = value as [number, number];
      return [((azimuth % 360) + 360) % 360, Math.min(90, Math.max(0, elevation))];
    }
    throw wrong('view.rotation', value, 'null, or azimuth and elevation in degrees');
  },
  zoom(value) {
    if (finite(value) && value > 0) return within(ZOOM_RANGE, value);
    throw wrong('view.zoom', value, `a number from ${ZOOM_RANGE[0]} to ${ZOOM_RANGE[1]}`);
  },
  height(value) {
    if (value === null) return null;
    if (finite(value) && value > 0) return Math.round(within(HEIGHT_RANGE, value));
    throw wrong('view.height', value, 'null, or a number of CSS pixels');
  },
  axis(value) {
    if (AXES.includes(value as AxisName)) return value;
    throw wrong('view.axis', value, AXES.join(', '));
  },
  folding(value) {
    if (typeof value === 'boolean') return value;
    throw wrong('view.folding', value, 'true or false');
  },
  overlays(value) {
    if (!isRecord(value)) {
      throw wrong('view.overlays', value, 'an object such as {"padding": true}');
    }
    for (const [key, on] of Object.entries(value)) {
      if (!OVERLAYS.includes(key as Overlay)) {
        throw wrong(`view.overlays.${key}`, on, `left out; overlays are ${OVERLAYS.join(', ')}`);
      }
      if (typeof on !== 'boolean') throw wrong(`view.overlays.${key}`, on, 'true or false');
    }
    return { ...DEFAULT_VIEW.overlays, ...value };
  },
  pointwise(value) {
    if (typeof value === 'boolean') return value;
    throw wrong('view.pointwise', value, 'true or false');
  },
};

/**
 * Reads a view from outside, filling what it leaves out.
 *
 * @param source - an object with any of the keys of {@link View}
 * @param base - what fills the gaps
 * @throws LayerError that names the key (`view.mode`), its value and what would be right
 */
export function readView(source: unknown, base: View = DEFAULT_VIEW): View {
  if (source === null || source === undefined) return base;
  if (!isRecord(source)) throw wrong('view', source, 'an object such as {"mode": "stack"}');
  const view: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(source)) {
    if (!Object.hasOwn(readers, key)) {
      throw wrong(`view.${key}`, value, `one of ${Object.keys(readers).join(', ')}`);
    }
    view[key] = readers[key as keyof View](value);
  }
  return view as unknown as View;
}
