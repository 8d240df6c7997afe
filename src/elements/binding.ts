import type { Heatmap, Selection, View } from '../figure/index.js';
import { fromPython } from '../layers/reading/python-value.js';
import type { ReceptiveFieldElement } from './receptive-field.js';

/** The keys of a model that make the network. */
export const NETWORK_KEYS = ['layers', 'input_size', 'name', 'spacing', 'unit'] as const;

/** What every host calls a model: that of Jupyter's widgets, and of all who follow anywidget. */
export interface HostModel {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  /** Sends to the kernel what was set. */
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

/** What the element tells of an act of the user. */
export interface Acts {
  readonly 'network-change': CustomEvent<{ readonly network: unknown }>;
  readonly 'selection-change': CustomEvent<{
    readonly selection: Selection | null;
    /** `false` while a drag lasts. */
    readonly done?: boolean;
  }>;
  readonly 'image-keep': CustomEvent<{ readonly image: string | null }>;
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

/** The network of a model in any written form, text that is no JSON as it is; `null` for none. */
export function documentOf(model: Pick<HostModel, 'get'>): unknown {
  const layers = model.get('layers');
  if (typeof layers === 'string') return layers;
  if (layers === undefined) return null;
  return fromPython(Object.fromEntries(NETWORK_KEYS.map((key) => [key, model.get(key) ?? null])));
}

/** Gives a model a document that was its own, or that the user took. */
function setDocument(model: HostModel, document: unknown): void {
  if (typeof document === 'string') model.set('layers', document);
  else for (const [key, value] of Object.entries(document ?? {})) model.set(key, value);
}

/** A picture that Python sent, as a file; that of vectors begins with a tag. */
function pictureIn(model: HostModel): Blob | null {
  const data = model.get('image') as DataView<ArrayBuffer> | null | undefined;
  if (!data?.byteLength) return null;
  const isVectors = data.getUint8(0) === '<'.charCodeAt(0);
  return new Blob([data], isVectors ? { type: 'image/svg+xml' } : {});
}

/**
 * Keeps an element and a model the same, both ways.
 *
 * A gesture changes the model with each frame, so that other views follow, and reaches Python at
 * its end.
 *
 * @returns to be called once to let go; the element then keeps what it shows
 */
export function bind(element: ReceptiveFieldElement, model: HostModel): () => void {
  let inGesture = false;

  const showNetwork = (): void => {
    element.network = documentOf(model);
  };
  const showSelection = (): void => {
    if (!inGesture) element.selection = (model.get('selection') ?? null) as Selection | null;
  };
  const showView = (): void => {
    // An answer of the kernel to the gesture before must not pull this one back.
    if (!inGesture) element.view = model.get('view') ?? {};
  };
  const showHeatmap = (): void => {
    element.heatmap = (model.get('heatmap') ?? null) as Heatmap | null;
  };
  const showImage = (): void => {
    element.image = pictureIn(model);
  };
  const shown = [
    ...NETWORK_KEYS.map((key) => [key, showNetwork] as const),
    ['selection', showSelection],
    ['view', showView],
    ['heatmap', showHeatmap],
    ['image', showImage],
  ] as const;

  const heard = [
    onAct(element, 'network-change', ({ network }) => {
      setDocument(model, network);
      model.save_changes();
    }),
    onAct(element, 'selection-change', ({ selection, done = true }) => {
      inGesture = !done;
      model.set('selection', selection);
      if (done) model.save_changes();
    }),
    onAct(element, 'view-change', ({ view, done }) => {
      inGesture = !done;
      model.set('view', view);
      if (done) model.save_changes();
    }),
  ];

  showNetwork();
  showSelection();
  showView();
  showHeatmap();
  // One that the user dropped stays where Python has none.
  if (model.get('image')) showImage();
  for (const [key, show] of shown) model.on(`change:${key}`, show);
  return () => {
    for (const [key, show] of shown) model.off(`change:${key}`, show);
    for (const stop of heard) stop();
  };
}
