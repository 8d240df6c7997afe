import { DEFAULT_VIEW, defaultView, readSelection, readView } from '../figure/index.js';
import type { Selection, View } from '../figure/index.js';
import { LayerError } from '../layers/index.js';
import { modelOf } from './model.js';
import type { Model } from './model.js';
import type { Trial } from './panels/cures.js';

/** The properties that a network is read from. */
export const SOURCE = ['network', 'layers', 'text', 'inputSize', 'name'] as const;

/** What a figure is read from, as it was set. */
export interface Properties {
  readonly network: unknown;
  readonly layers: string | null;
  readonly text: string | null;
  readonly inputSize: string | null;
  readonly name: string | null;
  readonly selection: Selection | null;
  readonly view: Partial<View>;
}

export type Source = Pick<Properties, (typeof SOURCE)[number]>;

/** The network as it was written. */
export const writtenIn = ({ network, layers, text }: Source): unknown => network ?? layers ?? text;

/** Which of the properties were set anew. */
export interface Changed {
  readonly source: boolean;
  readonly selection: boolean;
}

/**
 * What was read of the properties of a figure. Where something in them is wrong all stays as it was,
 * but for the refusal.
 */
export class Reading {
  /** The network as it was read; the model shown may be another reading of it. */
  base: Model | null = null;
  /** That of the network, and the one that is shown, which may be that of a trial. */
  own: Model | null = null;
  model: Model | null = null;
  trial: Trial | null = null;
  /** The last view and selection that could be read. */
  view: View = DEFAULT_VIEW;
  selection: Selection | null = null;
  /** The user let go of the selection, so that none is shown. */
  letGo = false;
  /** Why what was set last cannot be read. */
  refusal: LayerError | null = null;
  /** What the network was last read from, and why what was set since cannot be. */
  source: Source | null = null;
  sourceRefusal: LayerError | null = null;
  /** The network of a trial, and what was selected before it. */
  private tried: Model | null = null;
  private before: Pick<Reading, 'selection' | 'letGo'> | null = null;

  read(given: Properties, changed: Changed): void {
    try {
      const isDue = changed.source || (!this.base && !this.sourceRefusal);
      const base = isDue ? this.readModel(given) : this.base;
      if (this.sourceRefusal) throw this.sourceRefusal;
      const view = readView(given.view, base ? defaultView(base.network) : DEFAULT_VIEW);
      if (changed.source || changed.selection) this.trial = this.tried = this.before = null;
      const own = base && (view.pointwise ? base.pointwise() : base);
      const tried = this.tried && (view.pointwise ? this.tried.pointwise() : this.tried);
      const model = tried ?? own;
      const isOld = changed.source && !changed.selection;
      // Read anew it would be another object, and all that follows from it worked out again.
      const isKept = model === this.model && !changed.selection && !this.refusal;
      const selection = isKept
        ? this.selection
        : model && selectionIn(model, given.selection, isOld);
      if (base?.network !== this.base?.network) this.letGo = false;
      this.base = base;
      this.own = own;
      this.model = model;
      this.view = view;
      this.selection = selection;
      this.refusal = null;
    } catch (error) {
      if (!(error instanceof LayerError)) throw error;
      this.refusal = error;
    }
  }

  /** The selection that is shown: the chosen one, else the network's own middle. */
  get shown(): Selection | null {
    if (this.selection || this.letGo || !this.model) return this.selection;
    return this.model.middle;
  }

  choose(selection: Selection | null): void {
    this.letGo = selection === null;
    this.selection = selection;
  }

  /**
   * Shows a change of the network without making it; what is selected stays where it is. `null` goes
   * back, also to what was selected.
   */
  tryOut(trial: Trial | null): void {
    const { before, selection, letGo } = this;
    this.trial = trial;
    if (trial) {
      this.before ??= { selection, letGo };
      this.tried = modelOf(trial.network, {});
      this.model = this.view.pointwise ? this.tried.pointwise() : this.tried;
      this.selection = this.before.selection && clippedTo(this.model, this.before.selection);
    } else {
      this.tried = null;
      this.model = this.own;
      Object.assign(this, before);
      this.before = null;
    }
  }

  /** Changes part of the view. */
  look(change: Partial<View>): View {
    this.view = readView({ ...this.view, ...change });
    return this.view;
  }

  /** Reads the network; where it cannot be read, that stays so until another is set. */
  private readModel(given: Properties): Model | null {
    const { network, layers, text, inputSize, name } = given;
    const written = writtenIn(given);
    this.sourceRefusal = null;
    try {
      const model = written === null ? null : modelOf(written, optionsOf(given));
      this.source = { network, layers, text, inputSize, name };
      return model;
    } catch (error) {
      if (error instanceof LayerError) this.sourceRefusal = error;
      throw error;
    }
  }
}

/** The selection in the words of the network; an `old` one that a new network lacks is dropped. */
function selectionIn({ network }: Model, given: unknown, old: boolean): Selection | null {
  try {
    return readSelection(given, network);
  } catch (error) {
    if (old && error instanceof LayerError) return null;
    throw error;
  }
}

/** The same features of a changed network, as far as they are there. */
function clippedTo({ network, rowOf }: Model, selection: Selection): Selection {
  const { layer, index, extent, pixel } = selection;
  const n = rowOf.get(layer)?.n ?? network.inputSize;
  const within = (place: readonly number[], size: readonly number[]): number[] =>
    place.map((u, axis) => Math.min(u, size[axis] - 1));
  const first = within(index, n);
  return {
    layer,
    index: first,
    ...(extent
      ? { extent: extent.map((count, axis) => Math.min(count, n[axis] - first[axis])) }
      : {}),
    ...(pixel ? { pixel: within(pixel, network.inputSize) } : {}),
  };
}

const optionsOf = ({ inputSize, name }: Properties): Parameters<typeof modelOf>[1] => ({
  ...(inputSize === null ? {} : { inputSize: readAttribute(inputSize) }),
  ...(name === null ? {} : { name }),
});

/** An attribute's text: JSON where it is JSON, a list of numbers, else as it stands. */
function readAttribute(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const numbers = text
      .split(/[x×,\s]+/)
      .filter(Boolean)
      .map(Number);
    return numbers.some(Number.isNaN) ? text : numbers;
  }
}
