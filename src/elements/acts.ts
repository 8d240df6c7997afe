import { DEFAULT_VIEW, MODES, modesOf, OVERLAYS } from '../figure/index.js';
import type { AxisName, Features, Mode, Overlay, Selection, View } from '../figure/index.js';
import type { Model } from './model.js';
import { extend, moved, nearest, step } from './moves.js';
import type { Step } from './moves.js';

/** What a key, a tab, a row or a switch asks for. */
export type Act =
  | { readonly kind: 'move'; readonly by: Step }
  | { readonly kind: 'extend'; readonly by: Step }
  | { readonly kind: 'layer'; readonly by: number }
  | { readonly kind: 'select'; readonly layer: string }
  | { readonly kind: 'turn'; readonly by: readonly [azimuth: number, elevation: number] }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: Overlay; readonly on?: boolean }
  | { readonly kind: 'overlay'; readonly by: 1 | -1 }
  | { readonly kind: 'axis'; readonly axis: AxisName }
  | { readonly kind: 'folding'; readonly on?: boolean }
  | { readonly kind: 'pointwise'; readonly on?: boolean }
  | { readonly kind: 'rest' }
  | { readonly kind: 'pin' }
  | { readonly kind: 'pixel' }
  | { readonly kind: 'let-go' };

/** What an act changes: the selection, where the key is there, or part of the view. */
export interface Outcome {
  readonly selection?: Selection | null;
  readonly view?: Partial<View>;
}

/** Where a turn begins when the stack leaves its rest: azimuth and elevation in degrees. */
export const FIRST_TURN = [20, 24] as const;
/** Degrees that a key turns the stack. */
const TURN = 10;
const ZOOM = 1.2;

/** What stays of a selection when others are selected: what it is compared with. */
export const keepPinned = (before: Selection | null, next: Features): Selection =>
  before?.pinned ? { ...next, pinned: before.pinned } : next;

/** The feature of another layer at the place of the selected one; a pixel that is asked about stays. */
function selectLayer(model: Model, selected: Selection | null, layer: string): Outcome {
  const row = model.rowOf.get(layer);
  if (!row) return {};
  const from = selected ? model.rowOf.get(selected.layer) : undefined;
  const next = keepPinned(selected, nearest(selected, from, row));
  const { pixel } = selected ?? {};
  return { selection: pixel && layer !== 'input' ? { ...next, pixel } : next };
}

/** The pixel at the centre of the selected features; the features again where a pixel is asked about. */
function turnToPixel(model: Model, selected: Selection | null): Outcome {
  if (!selected || selected.layer === 'input') return {};
  const { pixel, ...features } = selected;
  if (pixel) return { selection: features };
  const [input] = model.rows;
  const { index } = nearest(selected, model.rowOf.get(selected.layer), input);
  return { selection: { ...features, pixel: index } };
}

/** Pins the selected features, to compare others with them; what is pinned is let go of. */
function pin(selected: Selection | null): Outcome {
  if (!selected) return {};
  const { pinned, pixel, ...features } = selected;
  if (pinned) return { selection: { ...features, ...(pixel ? { pixel } : {}) } };
  return { selection: { ...features, pinned: features } };
}

/** Lets go of a pixel, then of what is pinned, then of all. */
function letGo(selected: Selection | null): Outcome {
  if (!selected?.pixel && !selected?.pinned) return { selection: null };
  const { pixel, pinned, ...features } = selected;
  return { selection: pixel && pinned ? { ...features, pinned } : features };
}

function move(model: Model, selected: Selection | null, by: Step): Outcome {
  const row = selected && model.rowOf.get(selected.layer);
  if (!row) return {};
  const { pixel } = selected;
  return {
    selection: pixel
      ? { ...selected, pixel: moved(pixel, model.network.inputSize, by) }
      : step(selected, row, by),
  };
}

/** The overlays that every network has. */
const ITS_OWN = OVERLAYS.filter((overlay) => overlay !== 'heatmap');

/** The next of the overlays alone; after the last one there is none. */
function nextOverlay(shown: View['overlays'], by: 1 | -1): View['overlays'] {
  const count = ITS_OWN.length + 1;
  const at = ITS_OWN.findIndex((overlay) => shown[overlay]) + 1;
  const next = ITS_OWN[((at + by + count) % count) - 1];
  return { ...DEFAULT_VIEW.overlays, ...(next ? { [next]: true } : {}) };
}

/** What comes of an act; pure, so that keys, pointer and tabs do the same. */
export function outcomeOf(act: Act, model: Model, selected: Selection | null, view: View): Outcome {
  switch (act.kind) {
    case 'move':
      return move(model, selected, act.by);
    case 'extend': {
      const row = selected && !selected.pixel && model.rowOf.get(selected.layer);
      return row ? { selection: extend(selected, row, act.by) } : {};
    }
    case 'pin':
      return pin(selected);
    case 'pixel':
      return turnToPixel(model, selected);
    case 'layer': {
      const at = model.rows.findIndex(({ name }) => name === selected?.layer);
      const next = Math.min(model.rows.length - 1, Math.max(0, at + act.by));
      return next === at ? {} : selectLayer(model, selected, model.rows[next].name);
    }
    case 'select':
      return selectLayer(model, selected, act.layer);
    case 'turn': {
      const [azimuth, elevation] = view.rotation ?? FIRST_TURN;
      return { view: { rotation: [azimuth + act.by[0], elevation + act.by[1]] } };
    }
    case 'zoom':
      return { view: { zoom: view.zoom * act.factor } };
    case 'rest':
      return { view: { rotation: null, zoom: 1 } };
    case 'mode': {
      const has = modesOf(model.network.inputSize.length).includes(act.mode);
      return has ? { view: { mode: act.mode } } : {};
    }
    case 'contribution':
    case 'padding':
    case 'coverage':
    case 'padding_seen':
    case 'heatmap':
      return {
        view: {
          overlays: { ...view.overlays, [act.kind]: act.on ?? !view.overlays[act.kind] },
        },
      };
    case 'overlay':
      return { view: { overlays: nextOverlay(view.overlays, act.by) } };
    case 'axis':
      return { view: { axis: act.axis } };
    case 'folding':
      return { view: { folding: act.on ?? !view.folding } };
    case 'pointwise':
      return { view: { pointwise: act.on ?? !view.pointwise } };
    case 'let-go':
      return letGo(selected);
  }
}

const ARROWS: Readonly<Record<string, Step>> = {
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  ArrowLeft: [0, 0, -1],
  ArrowRight: [0, 0, 1],
};

/** With Alt: through the axis that is not drawn. */
const THROUGH: Readonly<Record<string, Act>> = {
  PageUp: { kind: 'move', by: [1, 0, 0] },
  PageDown: { kind: 'move', by: [-1, 0, 0] },
};

const KEYS: Readonly<Record<string, Act>> = {
  PageUp: { kind: 'layer', by: 1 },
  PageDown: { kind: 'layer', by: -1 },
  '+': { kind: 'zoom', factor: ZOOM },
  '=': { kind: 'zoom', factor: ZOOM },
  '-': { kind: 'zoom', factor: 1 / ZOOM },
  '0': { kind: 'rest' },
  Home: { kind: 'rest' },
  Escape: { kind: 'let-go' },
  p: { kind: 'pin' },
  i: { kind: 'pixel' },
  '[': { kind: 'overlay', by: -1 },
  ']': { kind: 'overlay', by: 1 },
};

/** Keys of the profile alone. */
const PROFILE_KEYS: Readonly<Record<string, Act>> = {
  x: { kind: 'axis', axis: 'x' },
  y: { kind: 'axis', axis: 'y' },
  z: { kind: 'axis', axis: 'z' },
};

/** To the left and to the right is along the axis that is drawn. */
function along([dz, dy, dx]: Step, { mode, axis }: View): Step {
  const turned = mode === 'profile' && axis !== 'x' && dx !== 0;
  if (!turned) return [dz, dy, dx];
  return axis === 'y' ? [0, dx, 0] : [dx, 0, 0];
}

/** What a key means on a figure; `null` where it is none of the figure's business. */
export function keyAct(event: KeyboardEvent, view: View): Act | null {
  if (event.ctrlKey || event.metaKey) return null;
  const arrow = ARROWS[event.key];
  if (arrow && event.altKey) return { kind: 'extend', by: along(arrow, view) };
  if (event.altKey) return THROUGH[event.key] ?? null;
  if (arrow && event.shiftKey) {
    return view.mode === 'stack'
      ? { kind: 'turn', by: [arrow[2] * TURN, -arrow[1] * TURN] }
      : { kind: 'extend', by: along(arrow, view) };
  }
  if (arrow) return { kind: 'move', by: along(arrow, view) };
  const place = Number(event.key);
  if (place >= 1 && place <= MODES.length) return { kind: 'mode', mode: MODES[place - 1] };
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'u') return { kind: 'folding' };
  const own = view.mode === 'profile' ? PROFILE_KEYS[key] : undefined;
  return own ?? KEYS[key] ?? null;
}
