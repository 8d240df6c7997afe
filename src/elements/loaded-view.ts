import type { ReactiveControllerHost } from 'lit';

import { DEFAULT_VIEW, isLoaded, loadView } from '../figure/index.js';
import type { Mode, View } from '../figure/index.js';
import { LayerError } from '../layers/index.js';

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
  for(wanted: View): View | null {
    if (isLoaded(wanted.mode)) {
      this.drawn = wanted;
      this.asked = null;
    } else if (this.asked !== wanted.mode) {
      this.asked = wanted.mode;
      void this.load(wanted);
    }
    return this.drawn;
  }

  private async load(wanted: View): Promise<void> {
    const { mode } = wanted;
    try {
      await loadView(mode);
    } catch {
      this.drawn ??= { ...wanted, mode: DEFAULT_VIEW.mode };
      this.refuse(
        new LayerError('view_file', { layer: null, parameter: 'view.mode', value: mode }),
      );
    }
    this.host.requestUpdate();
  }
}
