import { MODES } from '../figure/index.js';
import type { AxisName, Mode, Selection, View } from '../figure/index.js';
import type { Model } from './model.js';
import { nearest, step } from './moves.js';
import type { Step } from './moves.js';

/** What a key, a tab, a row or a switch asks for. */
export type Act =
  | { readonly kind: 'move'; readonly by: Step }
  | { readonly kind: 'layer'; readonly by: number }
  | { readonly kind: 'select'; readonly layer: string }
  | { readonly kind: 'turn'; readonly by: readonly [azimuth: number, elevation: number] }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: 'padding'; readonly on?: boolean }
  | { readonly kind: 'axis'; readonly axis: AxisName }
  | { readonly kind: 'folding'; readonly on?: boolean }
  | { readonly kind: 'pointwise'; readonly on?: boolean }
  | { readonly kind: 'rest' }
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

/** The feature of another layer at the place of the selected one. */
function selectLayer(model: Model, selected: Selection | null, layer: string): Outcome {
  const row = model.rowOf.get(layer);
  const from = selected ? model.rowOf.get(selected.layer) : undefined;
  return row ? { selection: nearest(selected, from, row) } : {};
}

/** What comes of an act; pure, so that keys, pointer and tabs do the same. */
export function outcomeOf(act: Act, model: Model, selected: Selection | null, view: View): Outcome {
  switch (act.kind) {
    case 'move': {
      const row = selected && model.rowOf.get(selected.layer);
      return row ? { selection: step(selected, row, act.by) } : {};
    }
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
    case 'mode':
      return { view: { mode: act.mode } };
    case 'padding':
      return { view: { overlays: { padding: act.on ?? !view.overlays.padding } } };
    case 'axis':
      return { view: { axis: act.axis } };
    case 'folding':
      return { view: { folding: act.on ?? !view.folding } };
    case 'pointwise':
      return { view: { pointwise: act.on ?? !view.pointwise } };
    case 'let-go':
      return { selection: null };
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
  '[': { kind: 'padding' },
  ']': { kind: 'padding' },
};

/** Keys of the profile alone. */
const PROFILE_KEYS: Readonly<Record<string, Act>> = {
  x: { kind: 'axis', axis: 'x' },
  y: { kind: 'axis', axis: 'y' },
  z: { kind: 'axis', axis: 'z' },
  u: { kind: 'folding' },
};

/** To the left and to the right is along the axis that is drawn. */
function moveOf([dz, dy, dx]: Step, { mode, axis }: View): Act {
  const turned = mode === 'profile' && axis !== 'x' && dx !== 0;
  if (!turned) return { kind: 'move', by: [dz, dy, dx] };
  return { kind: 'move', by: axis === 'y' ? [0, dx, 0] : [dx, 0, 0] };
}

/** What a key means on a figure; `null` where it is none of the figure's business. */
export function keyAct(event: KeyboardEvent, view: View): Act | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return THROUGH[event.key] ?? null;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) {
    return view.mode === 'stack' ? { kind: 'turn', by: [arrow[2] * TURN, -arrow[1] * TURN] } : null;
  }
  if (arrow) return moveOf(arrow, view);
  const place = Number(event.key);
  if (place >= 1 && place <= MODES.length) return { kind: 'mode', mode: MODES[place - 1] };
  const own = view.mode === 'profile' ? PROFILE_KEYS[event.key.toLowerCase()] : undefined;
  return own ?? KEYS[event.key] ?? null;
}
