import type { ReactiveControllerHost } from 'lit';

import { DEFAULT_VIEW, hasParts, isLoaded, loadParts, loadView } from '../figure/index.js';
import type { Mode, View } from '../figure/index.js';
import { LayerError } from '../layers/index.js';
import type { Model } from './model.js';

/** Loads what a view needs; until then, and where it cannot be had, the one before is drawn. */
export class LoadedView {
  private drawn: View | null = null;
  /** What was asked for last, and has not come. */
  private asked: Mode | null = null;

  /** @param refuse - hears why a view cannot be had */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly refuse: (why: LayerError) => void,
  ) {}

  /** The view to draw for the one that is wanted; `null` while there is none yet. */
  for(wanted: View, model: Model): View | null {
    const parts = this.parts(wanted, model);
    if (isLoaded(wanted.mode)) {
      this.drawn = wanted;
      this.asked = null;
    } else if (this.asked !== wanted.mode) {
      this.asked = wanted.mode;
      void this.load(wanted, parts);
    }
    return this.drawn;
  }

  /** Loads what a view draws of this network alone; it is drawn without what cannot be had. */
  private async parts(wanted: View, { network, rows }: Model): Promise<void> {
    if (hasParts(wanted, network, rows)) return;
    try {
      await loadParts(wanted, network, rows);
      this.host.requestUpdate();
    } catch {
      // Without them it is the same figure, with less on it.
    }
  }

  private async load(wanted: View, parts: Promise<void>): Promise<void> {
    const { mode } = wanted;
    try {
      await Promise.all([loadView(mode), parts]);
    } catch {
      this.drawn ??= { ...wanted, mode: DEFAULT_VIEW.mode };
      this.refuse(
        new LayerError('view_file', { layer: null, parameter: 'view.mode', value: mode }),
      );
    }
    this.host.requestUpdate();
  }
}
