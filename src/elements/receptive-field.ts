import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { styleMap } from 'lit/directives/style-map.js';

import type { Field } from '../arithmetic/index.js';
import {
  breadthOf,
  canFold,
  draw,
  drawnOf,
  folds,
  readoutIn,
  copyOf,
  heatKind,
  loadHeat,
  readoutOf,
  wayReadout,
} from '../figure/index.js';
import type {
  Asked,
  Breadth,
  CopyForm,
  Features,
  Figure,
  Readout,
  Selection,
  View,
} from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { LayerError } from '../layers/index.js';
import { FIRST_TURN, keepPinned, keyAct, outcomeOf } from './acts.js';
import type { Act } from './acts.js';
import { copyText } from './clipboard.js';
import { emptyNotice, emptyStyles } from './empty.js';
import { errorNotice, errorStyles } from './error.js';
import type { Takeable } from './export/forms.js';
import { Foot, footStyles } from './foot.js';
import { Gestures } from './gestures.js';
import type { GestureTarget } from './gestures.js';
import { header, headerStyles } from './header.js';
import type { Switch } from './header.js';
import { announcement, headline, headlineStyles } from './headline.js';
import type { Spoken } from './headline.js';
import { foldedLayers, layersStyles } from './layers.js';
import { patch } from './live-svg.js';
import { LoadedView } from './loaded-view.js';
import type { Model } from './model.js';
import { Painted } from './painted.js';
import { Panels } from './panels.js';
import { plotStyles } from './plot-styles.js';
import {
  draggedTo,
  dragOf,
  featureUnder,
  pickedAt,
  pixelUnder,
  regionBetween,
} from './pointing.js';
import type { Ground } from './pointing.js';
import { pictureIn, pictureOf } from './picture.js';
import type { OwnPicture } from './picture.js';
import { Reading, SOURCE } from './reading.js';
import { sums, sumsStyles } from './sums.js';
import { table, tableStyles } from './table.js';
import { TakeAway, takeAwayStyles } from './take-away.js';
import { Theme } from './theme.js';
import { tokens } from './tokens.js';
import { Width } from './width.js';
import { isInRow, rowOfWrong, wrongNotice, wrongStyles } from './wrong.js';
import type { Wrong } from './wrong.js';

/** Degrees a dragged pixel turns. */
const TURN = [0.4, 0.3] as const;
/** After so many dragged pixels the drawing at rest has become the turned one. */
const EASE = 48;

/**
 * `<receptive-field>`: the explorer of a network's receptive fields.
 *
 * @fires selection-change - the user selected something; `detail.selection`, and `detail.done`, which
 *   is false while a drag lasts
 * @fires network-change - the user took an example, or took back a network that cannot be read, so
 *   that `detail.network` is the one before
 * @fires view-change - the user changed the view; `detail.view`, and `detail.done`, which is false
 *   while a gesture lasts
 * @csspart readout - the sentence on the feature under the pointer or the selected one
 * @csspart header - name, views and switches
 * @csspart table - the layers
 * @csspart figure - the drawing
 */
export class ReceptiveFieldElement extends LitElement {
  static override readonly styles = [
    tokens,
    headerStyles,
    takeAwayStyles,
    headlineStyles,
    plotStyles,
    tableStyles,
    layersStyles,
    footStyles,
    sumsStyles,
    emptyStyles,
    errorStyles,
    wrongStyles,
  ];

  /** The network in any written form: a layer list, a document, JSON text, a checked network. */
  @property({ attribute: false }) network: unknown = null;
  /** The layer list as JSON text. */
  @property() layers: string | null = null;
  /** Size of the input, as `227` or `[224, 160]`. */
  @property({ attribute: 'input-size' }) inputSize: string | null = null;
  /** Name of the network. */
  @property() name: string | null = null;
  /** The selected feature; `null` where nobody chose one. */
  @property({ attribute: false }) selection: Selection | null = null;
  /** A picture to lay under the maps; it stays in the page. */
  @property({ attribute: false }) image: Blob | null = null;
  /** How the network is looked at; what is left out stays as it is by default. */
  @property({ attribute: false }) view: Partial<View> = {};

  @state() private hover: Features | null = null;
  @state() private lit: string | null = null;
  @state() private turning: {
    readonly from: readonly [number, number];
    readonly rest: boolean;
  } | null = null;
  @state() private ease = 1;
  @state() private notice = '';
  @state() private picture: OwnPicture | null = null;
  @query('.plot') readonly plot!: HTMLElement | null;
  @query('.plot > svg') private readonly svg!: SVGSVGElement | null;

  private readonly theme = new Theme(this);
  private readonly room = new Width(this);
  private readonly painted = new Painted(this);
  private readonly gestures = new Gestures(this, {
    plot: () => this.plot,
    drag: (shift) => dragOf(this.reading.view, this.reading.shown, shift),
    hover: (point) =>
      (this.hover = (point && this.ground && featureUnder(this.ground, point)) ?? null),
    pick: (point) => {
      this.keep(this.ground && pickedAt(this.ground, point));
    },
    ask: (point) => this.keep(this.ground && pixelUnder(this.ground, point)),
    region: (ends) => this.drawRegion(ends),
    slide: (ends) => this.slide(ends),
    turn: (by) => this.turn(by),
    reset: () => this.perform({ kind: 'rest' }),
    zoom: (factor) => this.perform({ kind: 'zoom', factor }),
  });
  private readonly reading = new Reading();
  private readonly panels = new Panels(this);
  private readonly takeAway = new TakeAway(this, this.panels, () => this.takeable);
  private readonly loaded = new LoadedView(this, (why) => (this.reading.refusal = why));
  private readonly foot = new Foot(this, this.panels, {
    palette: () => this.theme.palette,
    width: () => this.room.value,
    select: (layer) => this.perform({ kind: 'select', layer }),
  });
  private figure: Figure | null = null;
  /** The picture is to be read anew. */
  private pictureDue = false;
  /** The feature that a drag began with. */
  private slid: Selection | null = null;
  /** The sums that were last shown. */
  private worked: TemplateResult | null = null;

  /** What is wrong with what was last set; the picture is the last good one. */
  get error(): LayerError | null {
    return this.reading.refusal;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const source = SOURCE.some((key) => changed.has(key));
    const selected = changed.has('selection');
    if (changed.has('image') || source) this.pictureDue = true;
    if (!source && !selected && !changed.has('view')) {
      this.pictureSoon();
      return;
    }
    const { model } = this.reading;
    this.reading.read(this, { source, selection: selected });
    if (this.reading.model !== model) this.hover = this.lit = null;
    this.pictureSoon();
  }

  /** What is wrong with what was set on a figure that was drawn before. */
  private wrongIn(model: Model): Wrong | null {
    const error = this.reading.refusal;
    return error && { error, layer: rowOfWrong(error, model), undo: this.undo };
  }

  /** Puts back what the figure shows. */
  private readonly undo = (): void => {
    const { reading, selection, view } = this;
    const network = reading.sourceRefusal !== null;
    Object.assign(this, reading.source, { selection: reading.selection, view: reading.view });
    if (network) this.emit('network-change', { network: this.network ?? this.layers });
    if (selection !== this.selection) this.emit('selection-change', { selection: this.selection });
    if (view !== this.view) this.emit('view-change', { view: this.view, done: true });
  };

  /** What can be switched: only what changes something in this network and view. */
  private get switches(): readonly Switch[] {
    const { base, model, view } = this.reading;
    const foldable = folds(view.mode) && model && canFold(model.network.layers.length);
    return [
      ...(base && base.pointwise() !== base ? (['pointwise'] as const) : []),
      ...(foldable ? (['folding'] as const) : []),
      'contribution',
      'padding',
    ];
  }

  /** What can be taken away: what the figure shows. */
  private get takeable(): Takeable | null {
    const { base, model, view, shown } = this.reading;
    if (!base || !model) return null;
    return { whole: base.network, network: model.network, view, selection: shown };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { model, refusal, shown, view } = this.reading;
    if (!model) {
      this.worked = null;
      return refusal ? errorNotice(refusal, this.network ?? this.layers) : this.nothing();
    }
    const width = this.room.value;
    const drawn = this.loaded.for(view);
    if (width === 0 || !drawn) return nothing;
    this.dataset.breadth = breadthOf(width);
    if (view.overlays.contribution && !heatKind()) void this.fetchHeat();
    const asked = shown && model.askedOf(shown);
    const selected = asked && asked.field;
    const hovered = this.hover && model.fieldOf(this.hover);
    const wrong = this.wrongIn(model);
    const figure = (this.figure = draw({
      network: model.network,
      rows: model.rows,
      view: drawn,
      ...(asked ? drawnOf(asked) : { selected: null }),
      hovered,
      lit: this.lit,
      stale: wrong && { layer: wrong.layer, text: wrong.error.message },
      palette: this.theme.palette,
      image: this.picture,
      width,
      gesture: this.turning !== null,
      ease: this.ease,
      prefix: model.prefix,
    }));
    const { layout } = figure;
    const inRow = wrong && isInRow(wrong, layout);
    const ready = this.painted.has(model);
    const warnings = this.foot.warnings(model, ready);
    return html`
      ${header(model.network, view, this.switches, {
        mode: (mode) => this.perform({ kind: 'mode', mode }),
        overlay: (switched, on) => this.perform({ kind: switched, on }),
        tools: this.takeAway.button(),
      })}
      ${this.takeAway.menu()} ${inRow ? nothing : wrongNotice(wrong)}
      <div
        class="plot ${this.turning ? 'turning' : ''}"
        part="figure"
        tabindex="0"
        role="application"
        aria-roledescription="figure"
        aria-label=${this.description(model)}
        style=${styleMap({ height: `${figure.height}px` })}
        @pointerdown=${this.gestures.down}
        @pointermove=${this.gestures.move}
        @pointerup=${this.gestures.up}
        @pointercancel=${this.gestures.cancel}
        @pointerleave=${this.gestures.leave}
        @dblclick=${this.gestures.doubleClick}
        @keydown=${this.onKey}
        @paste=${(event: ClipboardEvent) => this.takePicture(event, event.clipboardData?.files)}
        @dragover=${(event: DragEvent) => event.preventDefault()}
        @drop=${(event: DragEvent) => this.takePicture(event, event.dataTransfer?.files)}
        @focus=${this.ownKeys}
        @blur=${this.ownKeys}
      >
        <svg aria-hidden="true"></svg>
        ${announcement(asked && this.saying(model, asked))}
        <div class="announcement" role="status">${this.notice}</div>
        ${headline(this.spoken(model, asked, hovered), layout, inRow ? wrong : null)}
        ${guard([layout, model, selected, hovered, this.lit, refusal, warnings], () =>
          table(
            layout,
            model.layers,
            {
              selected: shown ? model.rowOf.get(shown.layer) : undefined,
              lit: hovered?.layer ?? this.lit,
              wrong,
              warnings,
            },
            { select: (layer) => this.perform({ kind: 'select', layer }), light: this.light },
          ),
        )}
      </div>
      ${this.foot.content(model, shown, ready)}
      ${layout.columns.bars ? nothing : foldedLayers(model)} ${this.sums(model, layout.breadth)}
      ${this.picture ? html`<p class="picture">${this.picture.note}</p>` : nothing}
    `;
  }

  /** What there is to begin with. */
  private nothing(): TemplateResult {
    const take = (network: unknown): void => {
      this.network = network;
      this.emit('network-change', { network });
    };
    return emptyNotice(this.theme.palette, take);
  }

  /** The sums are laid out a frame after the figure they stand below; those from before stay till then. */
  private sums(model: Model, breadth: Breadth): TemplateResult | typeof nothing {
    const { layers, rowOf } = model;
    const { shown } = this.reading;
    const row = shown && rowOf.get(shown.layer);
    const ready = this.painted.has(model);
    if (!row) {
      this.worked = null;
      return nothing;
    }
    if (!ready && this.worked) return this.worked;
    const worked = sums(layers.get(row.name), row, rowOf, breadth, ready);
    if (ready) this.worked = worked;
    return worked;
  }

  protected override updated(): void {
    const { svg, figure } = this;
    if (svg && figure) patch(svg, figure.svg);
  }

  protected override firstUpdated(): void {
    // Not passive: the wheel zooms a figure that was clicked into.
    this.addEventListener('wheel', this.gestures.wheel, { passive: false });
  }

  private description({ network }: Model): string {
    const size = network.inputSize.join(' by ');
    const name = network.name ? `${network.name}, ` : '';
    return `${name}${network.layers.length} layers on ${size} pixels`;
  }

  /** The read-out of the selection; what the overlay says stands for what looks at it. */
  private saying(model: Model, asked: Asked): Readout {
    const says = this.figure?.says;
    const { view } = this.reading;
    if (!says) return readoutOf(view, model, asked);
    const readout = readoutOf(view, model, { ...asked, above: new Map() });
    return { ...readout, detail: `${readout.detail} ${says}` };
  }

  private spoken(model: Model, asked: Asked | null, hovered: Field | null): Spoken | null {
    const { view, shown } = this.reading;
    const own = asked && this.saying(model, asked);
    if (!hovered) return own && { readout: own, hovered: false, selected: null };
    const readout = readoutIn(view, model, hovered, shown?.layer ?? null);
    return { readout: wayReadout(readout, this.hover?.via), hovered: true, selected: own };
  }

  /** Takes a picture that was dropped or pasted on the figure. */
  private takePicture(event: Event, files: FileList | undefined): void {
    const file = pictureIn(files);
    if (!file) return;
    event.preventDefault();
    this.image = file;
  }

  private pictureSoon(): void {
    if (!this.pictureDue) return;
    this.pictureDue = false;
    if (this.image || this.picture) void this.readPicture();
  }

  /** Brings the picture to the size of the input; what is none takes nothing away. */
  private async readPicture(): Promise<void> {
    const { image } = this;
    const size = this.reading.model?.network.inputSize.slice(-2);
    if (!image || size?.length !== 2) {
      this.picture = null;
      return;
    }
    const picture = await pictureOf(image, [size[0], size[1]]).catch(() => this.picture);
    if (image === this.image) this.picture = picture;
  }

  /** The figure is drawn without what cannot be had. */
  private async fetchHeat(): Promise<void> {
    await loadHeat().then(
      () => this.requestUpdate(),
      () => undefined,
    );
  }

  /** What the pointer points at; `null` as long as nothing is drawn. */
  private get ground(): Ground | null {
    const { figure } = this;
    const { model, shown: selected } = this.reading;
    return figure && model && { model, figure, selected };
  }

  private readonly light = (layer: string | null): void => {
    this.lit = layer;
  };

  private choose(selection: Selection | null, done = true): void {
    this.reading.choose(selection);
    this.selection = selection;
    this.hover = null;
    this.requestUpdate();
    this.emit('selection-change', { selection, ...(done ? {} : { done }) });
  }

  /** Selects what was pointed at; what is pinned stays. */
  private keep(features: Selection | null): void {
    if (features) this.choose(keepPinned(this.reading.shown, features));
  }

  /** A drag that selects a region; its ends may lie on one feature. */
  private drawRegion(ends: Parameters<GestureTarget['region']>[0]): void {
    const { ground } = this;
    if (!ends) {
      if (this.reading.selection) this.choose(this.reading.selection);
      return;
    }
    const region = ground && regionBetween(ground, ...ends);
    if (region) this.choose(keepPinned(this.reading.shown, region), false);
  }

  /** A drag that moves the cuts: the selected feature goes along with the pointer. */
  private slide(ends: Parameters<GestureTarget['slide']>[0]): void {
    const { ground } = this;
    if (!ends) {
      this.slid = null;
      if (this.reading.selection) this.choose(this.reading.selection);
      return;
    }
    const began = (this.slid ??= this.reading.shown);
    const moved = ground && began && draggedTo(ground, began, ...ends);
    if (moved) this.choose(moved, false);
  }

  private look(view: Partial<View>, done = true): void {
    this.view = this.reading.look(view);
    this.emit('view-change', { view: this.view, done });
  }

  /** A drag turns the stack: from its rest the drawing eases into the turned one. */
  private turn(by: readonly [number, number] | null): void {
    if (!by) {
      this.turning = null;
      this.ease = 1;
      this.look({});
      return;
    }
    const { rotation } = this.reading.view;
    this.turning ??= { from: rotation ?? FIRST_TURN, rest: rotation === null };
    const { from, rest } = this.turning;
    this.ease = rest ? Math.min(1, Math.hypot(...by) / EASE) : 1;
    this.look({ rotation: [from[0] + by[0] * TURN[0], from[1] + by[1] * TURN[1]] }, false);
  }

  /** A notebook keeps its shortcuts to itself while the plot has the focus; it sees the host alone. */
  private readonly ownKeys = ({ type }: FocusEvent): void => {
    if (type === 'focus') this.dataset.lmSuppressShortcuts = 'true';
    else delete this.dataset.lmSuppressShortcuts;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const asks = this.keyAsks(event);
    const act = asks ? null : keyAct(event, this.reading.view);
    if (!asks && !act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) this.perform(act);
    else asks?.();
  };

  /** What a key asks for that changes nothing of the figure: the list of keys, a copy. */
  private keyAsks({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): (() => void) | null {
    if (ctrlKey || metaKey) return null;
    if (key === '?') return () => void this.listKeys();
    if (key.toLowerCase() !== 'c' && key !== 'ç') return null;
    return () => void this.copy(altKey ? 'json' : shiftKey ? 'python' : 'text');
  }

  private async listKeys(): Promise<void> {
    (await this.panels.open('keys'))?.openKeys(this.renderRoot);
  }

  /** Puts the read-out on the clipboard, and says so. */
  private async copy(form: CopyForm): Promise<void> {
    const { model, shown } = this.reading;
    const asked = model && shown && model.askedOf(shown);
    if (!asked) return;
    this.notice = await copyText(copyOf(form, asked, this.saying(model, asked))).then(
      () => sentence('copied', { form: { text: 'text', json: 'JSON', python: 'Python' }[form] }),
      () => sentence('copied_not', {}),
    );
  }

  private perform(act: Act): void {
    const { reading } = this;
    if (!reading.model) return;
    const { selection, view } = outcomeOf(act, reading.model, reading.shown, reading.view);
    if (selection !== undefined) this.choose(selection);
    if (view) this.look(view);
  }

  private emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
