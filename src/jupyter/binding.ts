import type { ReceptiveFieldElement } from '../elements/index.js';
import type { Selection, View } from '../figure/index.js';
import type { ReceptiveFieldModel } from './model.js';

/** What the element tells of an act of the user. */
export interface Acts {
  readonly 'network-change': CustomEvent<{ readonly network: unknown }>;
  readonly 'selection-change': CustomEvent<{
    readonly selection: Selection | null;
    /** `false` while a drag lasts. */
    readonly done?: boolean;
  }>;
  readonly 'view-change': CustomEvent<{ readonly view: View; readonly done: boolean }>;
}

/** Hears an act of the user; returns to be called by who no longer wants to. */
export function onAct<T extends keyof Acts>(
  element: ReceptiveFieldElement,
  type: T,
  listener: (detail: Acts[T]['detail']) => void,
): () => void {
  const hear = (event: Event): void => listener((event as Acts[T]).detail);
  element.addEventListener(type, hear);
  return () => element.removeEventListener(type, hear);
}

/**
 * Keeps an element and a model the same, both ways.
 *
 * A gesture changes the model with each frame, so that other views follow, and reaches Python at
 * its end.
 *
 * @returns to be called once to let go; the element then keeps what it shows
 */
export function bind(element: ReceptiveFieldElement, model: ReceptiveFieldModel): () => void {
  let inGesture = false;

  const showNetwork = (): void => {
    element.network = model.document;
  };
  const showSelection = (): void => {
    if (!inGesture) element.selection = model.get('selection') as Selection | null;
  };
  const showView = (): void => {
    // An answer of the kernel to the gesture before must not pull this one back.
    if (!inGesture) element.view = model.get('view') as Partial<View>;
  };
  const source = 'change:layers change:input_size change:name change:spacing change:unit';
  const shown = [
    [source, showNetwork],
    ['change:selection', showSelection],
    ['change:view', showView],
  ] as const;

  const heard = [
    onAct(element, 'network-change', ({ network }) => {
      model.document = network;
      model.sendChanges();
    }),
    onAct(element, 'selection-change', ({ selection, done = true }) => {
      inGesture = !done;
      model.set('selection', selection);
      if (done) model.sendChanges();
    }),
    onAct(element, 'view-change', ({ view, done }) => {
      inGesture = !done;
      model.set('view', view);
      if (done) model.sendChanges();
    }),
  ];

  for (const [events, show] of shown) {
    show();
    model.on(events, show);
  }
  const leave = model.occupy();
  return () => {
    for (const [events, show] of shown) model.off(events, show);
    for (const stop of heard) stop();
    leave();
  };
}
