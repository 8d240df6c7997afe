import { lastCall } from './last-call.js';
import { stackPlan } from './row-plan.js';
import type { Plan } from './row-plan.js';
import type { Drawing, Pair } from './maps.js';
import type { Drawn, Scene } from './scene.js';
import { stack } from './views/stack/stack.js';
import type { Mode, View } from './view.js';

/** How a view is drawn. */
export interface ViewKind {
  readonly draw: (scene: Scene, ease?: number) => Drawn;
  /** Which axes of the network stand for y and x, -1 for none; left out, the last two. */
  readonly axes?: (view: View, rank: number) => Pair;
  /** No table stands beside it: it names its maps itself. */
  readonly bare?: boolean;
  /** Of layers that are folded it draws the last one alone. */
  readonly outputs?: boolean;
  /** A merge that does not line up shows both lattices, which a line below the figure names. */
  readonly strands?: boolean;
  /** The rows of the table, where they are not one a map; `selected` names a layer. */
  readonly plan?: (drawing: Drawing, view: View, selected: string | null) => Plan;
}

/** Views that are large and not always wanted; each has a file of its own. */
const LATE = {
  conventional: () => import('./views/conventional.js'),
  graph: () => import('./views/graph/graph.js'),
  overlay: () => import('./views/overlay.js'),
  profile: () => import('./views/profile/profile.js'),
  'side-by-side': () => import('./views/side-by-side.js'),
  slices: () => import('./views/slices/slices.js'),
} satisfies Partial<Record<Mode, () => Promise<{ readonly kind: ViewKind }>>>;

export type LateMode = keyof typeof LATE;

const planOf = lastCall(stackPlan);
/** The rows of views whose maps stand beside the table, each for one layer or for folded ones. */
export const plan: NonNullable<ViewKind['plan']> = (drawing, { folding }, selected) =>
  planOf(drawing, folding, selected);

const kinds = new Map<Mode, ViewKind>([
  ['stack', { draw: stack, plan, outputs: true, strands: true }],
]);

/** Makes a view known that was loaded by other ways than {@link loadView}. */
export const addView = (mode: LateMode, kind: ViewKind): unknown => kinds.set(mode, kind);

/** Whether a view can be drawn at once. */
export const isLoaded = (mode: Mode): boolean => kinds.has(mode);

/**
 * Loads what a view needs.
 *
 * @throws what the host throws where the view's file cannot be had
 */
export async function loadView(mode: Mode): Promise<void> {
  if (kinds.has(mode)) return;
  const { kind } = await LATE[mode as LateMode]();
  kinds.set(mode, kind);
}

/** @throws Error where the view has not been loaded */
export function viewKind(mode: Mode): ViewKind {
  const kind = kinds.get(mode);
  if (!kind) throw new Error(`the view ${mode} has not been loaded`);
  return kind;
}
