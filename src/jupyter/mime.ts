import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { ReadonlyJSONObject } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { NETWORK_KEYS, onAct } from '../elements/binding.js';
import type { ReceptiveFieldElement } from '../elements/index.js';
import type { Heatmap, Selection } from '../figure/index.js';
import { fromPython } from '../layers/reading/python-value.js';
import { atHome } from './home.js';
import { join } from './joining.js';
import { keepingOf, keptPicture } from './kept-picture.js';
import { CLOSED, living, miss, onLife } from './living.js';
import type { ReceptiveFieldModel } from './model.js';
import { NEWER_TYPES, NewerRenderer } from './newer.js';
import { preferStill } from './still.js';
import { wake } from './waking.js';

export const MIME_TYPE = 'application/vnd.ipyreceptive.v1+json';

/** What an output holds: enough to draw it, and the id of the model that it showed. */
interface Saved {
  readonly network?: unknown;
  readonly selection?: unknown;
  readonly view?: unknown;
  readonly heatmap?: unknown;
  /** The user's picture as a data URI, where it is to be kept. */
  readonly image?: unknown;
  readonly model_id?: unknown;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a model shows, as an output holds it. */
function shownBy(model: ReceptiveFieldModel): Partial<Saved> {
  const keys = NETWORK_KEYS.filter((key) => model.get(key) !== null);
  const network = Object.fromEntries(keys.map((key) => [key, model.get(key) as unknown]));
  return { network, selection: model.get('selection'), view: model.get('view') };
}

/**
 * Draws an output at once from what it holds, and turns live where its model is alive in the
 * kernel of the document that shows it. Without a kernel the figure stays interactive.
 */
class Renderer extends Widget implements IRenderMime.IRenderer {
  private readonly resolver: IRenderMime.IResolver | null;
  private readonly stops: (() => void)[] = [];
  private output: IRenderMime.IMimeModel | null = null;
  private saved: Saved = {};
  private element: ReceptiveFieldElement | null = null;
  private joined: ReceptiveFieldModel | null = null;
  private release: (() => void) | null = null;

  constructor({ resolver }: IRenderMime.IRendererOptions) {
    super();
    this.resolver = resolver;
    this.addClass('ipyreceptive-output');
    this.stops.push(
      onLife((model) => {
        if (model.model_id === this.saved.model_id) this.join();
      }),
    );
  }

  async renderModel(output: IRenderMime.IMimeModel): Promise<void> {
    this.output = output;
    const { define, TAG } = await import('../elements/index.js');
    if (this.isDisposed) return;
    define();
    if (!this.element) {
      this.element = document.createElement(TAG);
      this.stops.push(
        onAct(this.element, 'network-change', ({ network }) => this.keep({ network })),
        onAct(this.element, 'selection-change', ({ selection, done = true }) => {
          if (done) this.keep({ selection });
        }),
        onAct(this.element, 'view-change', ({ view, done }) => {
          if (done) this.keep({ view });
        }),
        onAct(this.element, 'image-keep', ({ image }) => this.keep({ image })),
      );
    }
    this.draw((this.output.data[MIME_TYPE] ?? {}) as Saved);
    if (!this.element.isConnected) this.node.append(this.element);
    this.join();
  }

  /** Only what differs is set, so that writing into the output does not draw it anew. */
  private draw(saved: Saved): void {
    const { element, saved: before } = this;
    if (!element) return;
    this.saved = saved;
    this.offerRoom();
    if (this.joined && saved.model_id === before.model_id) return this.preferStill();
    this.leave();
    if (!same(saved.network, before.network)) element.network = fromPython(saved.network);
    if (!same(saved.selection, element.selection)) {
      element.selection = (saved.selection ?? null) as Selection | null;
    }
    if (!same(saved.view, element.view)) element.view = saved.view ?? {};
    element.heatmap = (saved.heatmap ?? null) as Heatmap | null;
    if (saved.image !== before.image && saved.image) element.image = keptPicture(saved.image);
  }

  /** Tells the element what of its picture is kept, and could be. */
  private offerRoom(): void {
    const { element, output, saved } = this;
    if (!element || !output) return;
    const { image, ...rest } = saved;
    element.keeping = keepingOf(image, { ...output.data, [MIME_TYPE]: rest });
  }

  /**
   * Keeps in the notebook what the user has done; nothing is written without an act. With it goes
   * what the model has become since, as what is selected may be in another network by now.
   */
  private keep(change: Partial<Saved>): void {
    if (!this.output) return;
    const { element, joined, saved } = this;
    const now = joined && !element?.error ? shownBy(joined) : {};
    const { image, ...rest } = { ...saved, ...now, ...change };
    const kept = (image ? { ...rest, image } : rest) as ReadonlyJSONObject;
    this.saved = kept;
    const { data, metadata } = this.output;
    this.output.setData({ data: { ...data, [MIME_TYPE]: kept }, metadata });
    this.offerRoom();
  }

  private join(): void {
    const { element, saved } = this;
    if (!element || this.joined || typeof saved.model_id !== 'string') return;
    const model = atHome(this, this.resolver, living(saved.model_id));
    if (!model) {
      wake(saved.model_id, (sleeper) => atHome(this, this.resolver, [sleeper]) !== null);
      return;
    }
    this.joined = model;
    this.release = join(element, model);
    model.once('destroy', this.lose);
    model.once(CLOSED, this.clear);
    this.preferStill();
  }

  /** What is alive here has been put out in this front end, which needs no widget view. */
  private preferStill(): void {
    if (this.output && this.joined) preferStill(this.output, this.joined.model_id);
  }

  /** Another page may have let the model go, which this place still shows. */
  private readonly lose = (): void => {
    this.leave();
    this.join();
  };

  /** The figure goes on without its model, as it is. */
  private readonly leave = (): void => {
    this.joined?.off('destroy', this.lose);
    this.joined?.off(CLOSED, this.clear);
    this.release?.();
    this.joined = this.release = null;
  };

  /** Python closed the figure. */
  private readonly clear = (): void => {
    this.leave();
    for (const stop of this.stops.splice(0)) stop();
    this.element?.remove();
    this.element = null;
  };

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.join();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    const { model_id: id } = this.saved;
    if (!this.joined && typeof id === 'string') miss(id);
    this.clear();
    this.output = null;
    super.dispose();
  }
}

const extensions: IRenderMime.IExtension[] = [
  {
    id: 'ipyreceptive:mime',
    description: 'Draws the receptive fields of a network from a notebook output.',
    rendererFactory: {
      safe: true,
      mimeTypes: [MIME_TYPE],
      createRenderer: (options) => new Renderer(options),
    },
    // Before the widget's own renderer, which shows an error where it finds no model.
    rank: -20,
    dataType: 'json',
  },
  {
    id: 'ipyreceptive:mime-newer',
    description: 'Says that an output was made by a later version, and shows its picture.',
    rendererFactory: {
      safe: true,
      mimeTypes: NEWER_TYPES,
      createRenderer: () => new NewerRenderer(),
    },
    rank: -10,
    dataType: 'json',
  },
];

export default extensions;
