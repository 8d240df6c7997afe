import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';

import type { Field } from '../arithmetic/index.js';
import {
  breadthOf,
  canFold,
  draw,
  drawnOf,
  readoutIn,
  OVERLAYS,
  readoutOf,
  wayReadout,
} from '../figure/index.js';
import type {
  Asked,
  Figure,
  FigureSource,
  Heatmap,
  Readout,
  Selection,
  View,
} from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { LayerError } from '../layers/index.js';
import { keyAct, outcomeOf } from './acts.js';
import type { Act } from './acts.js';
import { Asking } from './asking.js';
import { errorNotice, errorStyles } from './error.js';
import type { Takeable } from './export/forms.js';
import { Foot, footStyles } from './foot.js';
import { Gestures } from './gestures.js';
import { header, headerStyles, headerWidth } from './header.js';
import { announcement, headline, headlineStyles } from './headline.js';
import type { Spoken } from './headline.js';
import { LayerList, layerListStyles } from './layer-list.js';
import { patch } from './live-svg.js';
import { LoadedView } from './loaded-view.js';
import { MenuButton, menuButtonStyles } from './menu-button.js';
import type { Model } from './model.js';
import { OwnText } from './own-text.js';
import { Painted } from './painted.js';
import { Panels } from './panels.js';
import type { Trial } from './panels/cures.js';
import { Pictures } from './own-picture.js';
import type { Keeping } from './own-picture.js';
import { plotStyles } from './plot-styles.js';
import { Pointer } from './pointer.js';
import type { Ground } from './pointing.js';
import { Reading, SOURCE } from './reading.js';
import { styled } from './styled.js';
import { inHeader } from './switches.js';
import type { Switch } from './switches.js';
import { table, tableStyles } from './table.js';
import { Theme } from './theme.js';
import { tokens } from './tokens.js';
import { Width } from './width.js';
import { Working, workingStyles } from './working.js';
import { isInRow, rowOfWrong, wrongNotice, wrongStyles } from './wrong.js';
import type { Wrong } from './wrong.js';

/**
 * `<receptive-field>`: the explorer of a network's receptive fields.
 *
 * @fires selection-change - the user selected something; `detail.selection`, and `detail.done`, which
 *   is false while a drag lasts
 * @fires network-change - the user took an example, or took back a network that cannot be read, so
 *   that `detail.network` is the one before
 * @fires view-change - the user changed the view; `detail.view`, and `detail.done`, which is false
 *   while a gesture lasts
 * @fires image-keep - the user asks a notebook to keep the picture, `detail.image` as a data URI, or
 *   no longer, `null`
 * @csspart readout - the sentence on the feature under the pointer or the selected one
 * @csspart header - name, views and switches
 * @csspart table - the layers
 * @csspart figure - the drawing
 */
export class ReceptiveFieldElement extends LitElement {
  static override readonly styles = [
    tokens,
    headerStyles,
    menuButtonStyles,
    headlineStyles,
    plotStyles,
    tableStyles,
    layerListStyles,
    footStyles,
    workingStyles,
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
  /** What a notebook has of that picture; `null` where there is no notebook to keep it. */
  @property({ attribute: false }) keeping: Keeping | null = null;
  /** Weights of the pixels that were measured, for the overlay `heatmap`. */
  @property({ attribute: false }) heatmap: Heatmap | null = null;
  /** How the network is looked at; what is left out stays as it is by default. */
  @property({ attribute: false }) view: Partial<View> = {};

  /** The text inside the element, which may be a layer list as well. */
  @state() text: string | null = null;
  @state() private lit: string | null = null;
  /** What was taken away last. */
  @state() private taken = '';
  private readonly theme = new Theme(this);
  private readonly room = new Width(this);
  private readonly painted = new Painted(this);
  private readonly reading = new Reading();
  private readonly pointer = new Pointer({
    reading: this.reading,
    plot: () => this.plot,
    ground: () => this.ground,
    choose: (selection, done) => this.choose(selection, done),
    look: (view, done) => this.look(view, done),
    perform: (act) => this.perform(act),
    update: () => this.requestUpdate(),
  });
  private readonly gestures = new Gestures(this, this.pointer);
  private readonly panels = new Panels(this);
  private readonly pictures = new Pictures(this, this.reading);
  private readonly layerList = new LayerList(this, this.panels, {
    palette: () => this.theme.palette,
    select: (layer) => this.perform({ kind: 'select', layer }),
    choose: (selection) => this.choose(selection),
    leave: () => this.plot?.focus(),
  });
  /** What a key alone opens or goes to. */
  private readonly ways = {
    '/': () => void this.layerList.find(),
    e: () => this.renderRoot.querySelector<HTMLElement>('.export')?.click(),
    g: () => void this.foot.turnGrowth(),
    w: () => this.nextWarned(),
  };
  private readonly asking = new Asking(this, this.panels, this.ways, () => {
    const { model, shown } = this.reading;
    const asked = model && shown && model.askedOf(shown);
    return asked && { asked, readout: this.saying(model, asked) };
  });
  private readonly takeAway = new MenuButton(this, this.panels, 'export', '.take-away');
  private readonly more = new MenuButton(this, this.panels, 'more', '.menu.more');
  private readonly loaded = new LoadedView(this, (why) => (this.reading.refusal = why));
  private readonly working = new Working(this, this.panels);
  private readonly foot = new Foot(this, this.panels, {
    palette: () => this.theme.palette,
    width: () => this.width,
    select: (layer) => this.perform({ kind: 'select', layer }),
    tried: () => this.reading.trial,
    tryOut: (trial) => this.tryOut(trial),
  });
  private figure: Figure | null = null;

  constructor() {
    super();
    new OwnText(this, (text) => (this.text = text));
  }

  /** What is wrong with what was last set; the picture is the last good one. */
  get error(): LayerError | null {
    return this.reading.refusal;
  }

  /** Where the figure is drawn; `null` as long as nothing is. */
  get plot(): HTMLElement | null {
    return this.renderRoot.querySelector('.plot');
  }

  /** The part of the plot that is on the screen. */
  private get screen(): FigureSource['screen'] {
    const top = -(this.plot?.getBoundingClientRect().top ?? 0);
    return [top, top + innerHeight];
  }

  private get width(): number {
    return this.theme.isPrinting ? this.room.onPaper : this.room.value;
  }

  /** The network as it was written. */
  private get written(): unknown {
    return this.network ?? this.layers ?? this.text;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const source = SOURCE.some((key) => changed.has(key));
    const selection = changed.has('selection');
    if (source || selection || changed.has('view')) {
      const { model } = this.reading;
      this.reading.read(this, { source, selection });
      if (this.reading.model !== model) this.pointer.hovered = this.lit = null;
    }
    this.pictures.update(source || changed.has('image'));
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
    if (network) this.emit('network-change', { network: this.written });
    if (selection !== this.selection) this.emit('selection-change', { selection: this.selection });
    if (view !== this.view) this.emit('view-change', { view: this.view, done: true });
  };

  /** What can be switched: only what changes something in this network and view. */
  private get switches(): readonly Switch[] {
    const { base, model } = this.reading;
    const foldable = model && canFold(model.network.layers.length);
    return [
      ...(base && base.pointwise() !== base ? (['pointwise'] as const) : []),
      ...(foldable ? (['folding'] as const) : []),
      ...OVERLAYS.filter((overlay) => overlay !== 'heatmap' || this.heatmap),
    ];
  }

  /** What can be taken away: what the figure shows. */
  private readonly takeable = (): Takeable | null => {
    const { base, model, trial, view, shown } = this.reading;
    if (!base || !model) return null;
    const { heatmap } = this;
    return {
      whole: (trial ?? base).network,
      network: model.network,
      view,
      selection: shown,
      heatmap,
    };
  };

  protected override render(): TemplateResult | typeof nothing {
    const { model, own, refusal, shown, view } = this.reading;
    if (!model) {
      return refusal ? errorNotice(refusal, this.written) : this.nothing();
    }
    const width = this.width;
    const drawn = this.loaded.for(view, model);
    if (width === 0) return nothing;
    // Worked out while the view is on its way.
    const asked = shown && model.askedOf(shown);
    if (!drawn) return html`<div class="slow" role="status">${sentence('slow', {})}</div>`;
    this.dataset.breadth = breadthOf(width);
    const selected = asked && asked.field;
    const { pointer, pictures } = this;
    const hovered = pointer.hovered && model.fieldOf(pointer.hovered);
    const wrong = this.wrongIn(model);
    const figure = (this.figure = this.drawn({
      network: model.network,
      rows: model.rows,
      view: drawn,
      ...(asked ? drawnOf(asked) : { selected: null }),
      hovered,
      via: pointer.hovered?.via,
      lit: this.lit,
      stale: wrong && { layer: wrong.layer, text: wrong.error.message },
      palette: this.theme.palette,
      image: pictures.shown,
      heatmap: this.heatmap,
      width,
      gesture: pointer.isTurning,
      screen: pointer.isTurning ? this.screen : null,
      ease: pointer.ease,
      prefix: model.prefix,
    }));
    const { layout } = figure;
    const inRow = wrong && isInRow(wrong, layout);
    const ready = this.painted.has(model);
    const warnings = this.foot.warnings(model, ready);
    const textWidth = ready ? this.room.nameWidth : undefined;
    if (ready) {
      void this.panels.open('manners');
      void this.panels.open('copying');
      void this.panels.open('swing');
    }
    const manners = this.panels.peek('manners');
    return html`
      ${header(
        model.network,
        view,
        inHeader(this.switches, view, width, headerWidth(model.network)),
        {
          mode: (mode) => this.perform({ kind: 'mode', mode }),
          overlay: this.turnSwitch,
          tools: html`${this.takeAway.button('export', 'Export')}
          ${this.more.button('more-button', '•••', sentence('more_title', {}))}`,
        },
      )}
      ${this.menus(model)} ${inRow ? nothing : wrongNotice(wrong)} ${this.banner()}
      <div
        class="plot ${pointer.isTurning ? 'turning' : ''}"
        part="figure"
        tabindex="0"
        role="application"
        aria-roledescription="figure"
        aria-label=${this.description(model)}
        style=${styled({ height: `${figure.height}px` })}
        @pointerdown=${this.gestures.down}
        @pointermove=${this.gestures.move}
        @pointerup=${this.gestures.up}
        @pointercancel=${this.gestures.cancel}
        @pointerleave=${this.gestures.leave}
        @dblclick=${this.gestures.doubleClick}
        @keydown=${this.onKey}
        @paste=${(event: ClipboardEvent) => pictures.take(event, event.clipboardData?.files)}
        @dragover=${(event: DragEvent) => event.preventDefault()}
        @drop=${(event: DragEvent) => pictures.take(event, event.dataTransfer?.files)}
      >
        <svg aria-hidden="true"></svg>
        ${announcement(asked && this.saying(model, asked))}
        <div class="announcement" role="status">${this.asking.notice}</div>
        ${headline(this.spoken(model, asked, hovered), layout, inRow ? wrong : null)}
        ${guard([layout, model, selected, hovered, this.lit, refusal, warnings, textWidth], () =>
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
            textWidth,
          ),
        )}
        ${(pointer.saysWheel && manners?.wheelHint(pointer.hushWheel)) || nothing}
      </div>
      ${(layout.rows.length > 0 && manners?.grip(figure.height, this.resize)) || nothing}
      ${this.foot.content(model, own ?? model, shown, ready)}
      ${this.layerList.content(model, shown, layout.columns.bars !== null)}
      ${this.working.content(model, shown, width, ready)} ${pictures.note()}
    `;
  }

  private drawn(source: FigureSource): Figure {
    return this.panels.peek('swing')?.drawSwinging(this, source) ?? draw(source);
  }

  private readonly turnSwitch = (switched: Switch, on: boolean): void =>
    this.performInView({ kind: switched, on });

  /** The menus, once they have been asked for. */
  private menus({ network }: Model): TemplateResult {
    const { asking, panels, pictures } = this;
    const { takeable, say, taken: said } = this;
    return html`${panels.peek('export')?.exportMenu({ takeable, say, said }) ?? nothing}
    ${
      panels.peek('more')?.moreMenu({
        view: this.reading.view,
        switches: this.switches,
        turn: this.turnSwitch,
        copy: (form) => asking.copy(form),
        hasPicture: pictures.shown !== null,
        takesPicture: network.inputSize.length > 1,
        picture: pictures.set,
        keeping: this.keeping,
        keep: pictures.keep,
        listKeys: () => void asking.listKeys(),
        said: asking.notice,
      }) ?? nothing
    }`;
  }

  private readonly say = (words: string): void => {
    this.taken = words;
  };

  /** That the figure shows a change which nobody has made, and the ways on. */
  private banner(): TemplateResult | typeof nothing {
    const { trial } = this.reading;
    const panel = trial && this.panels.peek('cures');
    if (!panel) return nothing;
    return panel.trialBanner(trial, {
      copy: (text) => this.asking.put(text, 'JSON'),
      back: () => {
        this.tryOut(null);
        this.plot?.focus();
      },
    });
  }

  /** What there is to begin with. */
  private nothing(): TemplateResult | typeof nothing {
    const take = (network: unknown): void => {
      this.network = network;
      this.emit('network-change', { network });
    };
    void this.panels.open('empty');
    return this.panels.peek('empty')?.emptyNotice(this.theme.palette, take) ?? nothing;
  }

  protected override updated(): void {
    const { figure, panels, theme } = this;
    const svg = this.renderRoot.querySelector<SVGSVGElement>('.plot > svg');
    if (!svg || !figure) return;
    const paper = theme.isPrinting ? panels.peek('manners') : null;
    patch(svg, paper?.onPaper(figure.svg) ?? figure.svg);
  }

  protected override firstUpdated(): void {
    // Not passive: the wheel zooms a figure that was clicked into.
    this.addEventListener('wheel', this.gestures.wheel, { passive: false });
    this.addEventListener('focusin', this.ownKeys);
    this.addEventListener('focusout', this.ownKeys);
    this.addEventListener('keydown', this.giveKeysBack);
    // Before the figure, to which the same key means to let go of what is selected.
    this.renderRoot.addEventListener('keydown', this.leaveTrial as EventListener, true);
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
    return {
      readout: wayReadout(readout, this.pointer.hovered?.via),
      hovered: true,
      selected: own,
    };
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

  /** Selects the next layer with a warning. */
  private nextWarned(): void {
    const { model, shown } = this.reading;
    const findings = this.panels.peek('findings');
    const layer = model && findings?.nextWarned(model.network, shown?.layer ?? null);
    if (layer) this.perform({ kind: 'select', layer });
  }

  private choose(selection: Selection | null, done = true): void {
    this.reading.choose(selection);
    this.pointer.hovered = null;
    this.requestUpdate();
    // What is selected in a change that is only tried is nothing to tell.
    if (this.reading.trial) return;
    this.selection = selection;
    this.emit('selection-change', { selection, ...(done ? {} : { done }) });
  }

  /** Shows a change of the network without making it; `null` goes back. */
  private tryOut(trial: Trial | null): void {
    this.reading.tryOut(trial);
    this.pointer.hovered = this.lit = null;
    this.requestUpdate();
  }

  private look(view: Partial<View>, done = true): void {
    this.view = this.reading.look(view);
    this.emit('view-change', { view: this.view, done });
  }

  /** A notebook keeps its shortcuts to itself while the figure has the focus; it sees the host alone. */
  private readonly ownKeys = ({ type }: FocusEvent): void => {
    this.toggleAttribute('data-lm-suppress-shortcuts', type === 'focusin');
  };

  /** Escape goes back from a change that is tried, wherever the focus is. */
  private readonly leaveTrial = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.reading.trial) return;
    event.preventDefault();
    event.stopPropagation();
    this.tryOut(null);
  };

  private readonly resize = (height: number | null, done: boolean): void =>
    this.look({ height }, done);

  /** Gives the keys back to what the figure stands in, such as the cell of a notebook. */
  private readonly giveKeysBack = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
    this.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !this.reading.shown) return;
    const asks = this.asking.byKey(event);
    const act = asks ? null : keyAct(event, this.reading.view);
    if (!asks && !act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) this.performInView(act);
    else asks?.();
  };

  /** The row of the selected layer stays in view where another layer is selected, or rows come or go. */
  private performInView(act: Act): void {
    const { layer } = this.reading.shown ?? {};
    this.perform(act);
    if (act.kind !== 'folding' && layer === this.reading.shown?.layer) return;
    void this.updateComplete.then(() => {
      const row = this.renderRoot.querySelector('.rows tr[aria-selected="true"]');
      row?.scrollIntoView({ block: 'nearest' });
    });
  }

  private perform(act: Act): void {
    const { reading } = this;
    if (!reading.model) return;
    const { selection, view } = outcomeOf(act, reading.model, reading.shown, reading.view);
    if (selection !== undefined) this.choose(selection);
    if (view) this.look(view);
  }

  /** Tells a notebook to keep the picture, or no longer. */
  keepPicture(image: string | null): void {
    this.emit('image-keep', { image });
  }

  private emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
