import type { ReceptiveFieldModel } from './model.js';
import { fellAsleep, MOST } from './waking.js';

/** What a model triggers where Python closes it for good. */
export const CLOSED = 'closed';

type Listener = (model: ReceptiveFieldModel) => void;

/** Held weakly: a closed notebook drops its models without closing them. */
const models = new Map<string, Set<WeakRef<ReceptiveFieldModel>>>();
const listeners = new Set<Listener>();
/** Models whose only place was gone before they came to life; the last ones. */
const missed = new Set<string>();

/** A model came to life. */
export function enrol(model: ReceptiveFieldModel): void {
  const id = model.model_id;
  const reference = new WeakRef(model);
  const same = models.get(id) ?? new Set();
  models.set(id, same.add(reference));
  model.on('destroy', () => {
    same.delete(reference);
    if (same.size === 0 && models.get(id) === same) models.delete(id);
  });
  let closed = false;
  model.on(CLOSED, () => (closed = true));
  model.on('comm:close', () => {
    if (!closed && model.comm_live) fellAsleep(model);
  });
  for (const listener of [...listeners]) listener(model);
  if (missed.delete(id)) model.occupy()();
}

/**
 * A place that waited for a model is gone: the model may have no other. One that lives may be that
 * of a document which was closed just now, and the one that was waited for may still come.
 */
export function miss(id: string): void {
  for (const model of living(id)) model.occupy()();
  missed.add(id);
  for (const old of [...missed].slice(0, -MOST)) missed.delete(old);
}

/** The living models of an id: one for each document that is open on their kernel. */
export function living(id: string): readonly ReceptiveFieldModel[] {
  return Array.from(models.get(id) ?? [], (reference) => reference.deref()).filter(
    (model) => model !== undefined,
  );
}

/**
 * Hears of every model that comes to life.
 *
 * @returns to be called by who no longer wants to
 */
export function onLife(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
