import { DOMWidgetModel } from '@jupyter-widgets/base';
import type { JSONObject } from '@lumino/coreutils';

import { lattices } from '../arithmetic/index.js';
import { documentOf, NETWORK_KEYS } from '../elements/binding.js';
import { readSelection } from '../figure/index.js';
import { LayerError, readNetwork } from '../layers/index.js';
import type { Network } from '../layers/index.js';
import { VERSION } from '../version.js';
import { remember } from './awaited.js';
import { watchKernel } from './kernel.js';
import type { Gap } from './kernel.js';
import { CLOSED, enrol } from './living.js';
import { replaceStill } from './still.js';
import '../layers/sentences/late-sentences.js';

/** After so long without a place that shows it a model gives up its place in the kernel. */
const UNUSED_AFTER = 5000;

/** Models that no place shows any more. */
const unused = new Set<ReceptiveFieldModel>();

const ignore = (): void => undefined;

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** What the model works out for Python: the rows of its network, and how many it had so far. */
interface Result {
  readonly revision: number;
  readonly rows: unknown;
}

/** The widget in the browser; works out the numbers of its network and sends them to Python. */
export class ReceptiveFieldModel extends DOMWidgetModel {
  private revision!: number;
  private places!: number;
  private isDue!: boolean;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private between!: Gap | null;

  override defaults(): Backbone.ObjectHash {
    return {
      ...super.defaults(),
      _model_name: 'ReceptiveFieldModel',
      _model_module: 'ipyreceptive',
      _model_module_version: VERSION,
      _view_name: 'ReceptiveFieldView',
      _view_module: 'ipyreceptive',
      _view_module_version: VERSION,
      _displays: 0,
      layers: null,
      input_size: null,
      name: null,
      spacing: null,
      unit: null,
      selection: null,
      view: {},
      heatmap: null,
      image: null,
      result: null,
    };
  }

  override initialize(
    attributes: Backbone.ObjectHash,
    options: Parameters<DOMWidgetModel['initialize']>[1],
  ): void {
    super.initialize(attributes, options);
    const forget = this.comm && remember(this.comm);
    this.places = 0;
    this.isDue = false;
    const known = this.get('result') as Result | null;
    this.revision = known?.revision ?? 0;
    if (!known) this.workOut();
    this.on(NETWORK_KEYS.map((key) => `change:${key}`).join(' '), () => this.workOutSoon());
    this.between = null;
    const unwatch = this.comm ? watchKernel(this.widget_manager, (gap) => this.hear(gap)) : null;
    this.on('comm_live_update', () => this.hear(this.comm_live ? null : 'gap_kernel'));
    this.on('destroy', () => {
      unwatch?.();
      forget?.();
      this.letGo();
    });
    this.on('msg:custom', ({ event }: { event?: unknown }) => {
      if (event === 'close') this.trigger(CLOSED);
    });
    enrol(this);
    replaceStill(this);
  }

  /** What stands between the model and Python, where it once was in step; a change triggers `gap`. */
  get gap(): Gap | null {
    return this.between;
  }

  private hear(gap: Gap | null): void {
    if (gap === this.between || this.between === 'gap_kernel') return;
    this.between = gap;
    if (gap === 'gap_kernel') {
      this.comm_live = false;
      if (this.places === 0) this.leaveIn(0);
    }
    this.trigger('gap');
  }

  /** Sends what has changed to Python, where there is a kernel that hears it. */
  override save_changes(callbacks?: object): void {
    this.tell(() => super.save_changes(callbacks));
  }

  /**
   * A place shows the model. Those that wait for one go at once: this one may have come instead.
   *
   * @returns to be called when it no longer does; with the last place the model goes
   */
  occupy(): () => void {
    this.stay();
    this.places += 1;
    for (const other of [...unused]) other.leaveIn(0);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.places -= 1;
      if (this.places === 0) this.leaveIn(UNUSED_AFTER);
    };
  }

  private leaveIn(milliseconds: number): void {
    this.stay();
    unused.add(this);
    this.leaving = setTimeout(() => this.leave(), milliseconds);
  }

  private stay(): void {
    clearTimeout(this.leaving);
    unused.delete(this);
  }

  /** Python decides whether it lets go: it may be about to show the widget again. */
  private leave(): void {
    this.stay();
    const displays = this.get('_displays') as number;
    this.tell(() => this.send({ event: 'unused', displays }, {}));
    if (this.comm_live) return;
    this.trigger('comm:close');
    void this.close(true);
  }

  /** JupyterLab keeps a closed comm as long as the kernel lives, and with it who listens to it. */
  private letGo(): void {
    this.stay();
    this.comm?.on_msg(ignore);
    this.comm?.on_close(ignore);
  }

  private tell(say: () => void): void {
    if (!this.comm_live) return;
    try {
      say();
    } catch {
      // The kernel was shut down or replaced; the figure goes on without it.
      this.comm_live = false;
    }
  }

  /** Once for all attributes that change together. */
  private workOutSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    const keepsSelection = this.hasChanged('selection');
    queueMicrotask(() => {
      this.isDue = false;
      const network = this.network();
      if (network && !keepsSelection && !this.canSelect(network)) this.set('selection', null);
      this.workOut(network);
    });
  }

  private workOut(network = this.network()): void {
    if (!this.comm_live) return;
    if (network) this.revision += 1;
    this.set('result', network && { revision: this.revision, rows: plain(lattices(network)) });
    this.save_changes();
  }

  /** The checked network; `null` where it cannot be read, which the figure says. */
  private network(): Network | null {
    try {
      return readNetwork(documentOf(this));
    } catch (error) {
      if (error instanceof LayerError) return null;
      throw error;
    }
  }

  /** Whether what is selected is there in a network that came after it. */
  private canSelect(network: Network): boolean {
    try {
      readSelection(this.get('selection'), network);
      return true;
    } catch (error) {
      if (error instanceof LayerError) return false;
      throw error;
    }
  }

  /** Without the result, which who reads the state can work out, and the picture, which is not kept. */
  override get_state(dropDefaults?: boolean): JSONObject {
    const state = { ...super.get_state(dropDefaults) };
    delete state.result;
    delete state.image;
    return state;
  }
}
