import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';

import { breadthOf, draw, drawnOf } from '../figure/index.js';
import type { Figure, FigureSource, Heatmap, Selection, View } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import type { LayerError } from '../layers/index.js';
import { Asking } from './asking.js';
import { Changes } from './changes.js';
import { errorNotice } from './error.js';
import { Foot } from './foot.js';
import { Gestures } from './gestures.js';
import { header, headerWidth } from './header.js';
import { announcement, headline } from './headline.js';
import { Keys } from './keys.js';
import { LayerList } from './layer-list.js';
import { patch } from './live-svg.js';
import { LoadedView } from './loaded-view.js';
import { Menus } from './menus.js';
import { OwnText } from './own-text.js';
import { Painted } from './painted.js';
import { Panels } from './panels.js';
import { Pictures } from './own-picture.js';
import type { Keeping } from './own-picture.js';
import { Pointer } from './pointer.js';
import type { Ground } from './pointing.js';
import { Reading, SOURCE, writtenIn } from './reading.js';
import { description, saying, spokenOf } from './spoken.js';
import { styled } from './styled.js';
import { styles } from './styles.js';
import { inHeader } from './switches.js';
import { table } from './table.js';
import { Theme } from './theme.js';
import { Width } from './width.js';
import { Working } from './working.js';
import { isInRow, rowOfWrong, wrongNotice } from './wrong.js';

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
  static override readonly styles = styles;

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
  private readonly theme = new Theme(this);
  private readonly room = new Width(this);
  private readonly painted = new Painted(this);
  private readonly reading = new Reading();
  private readonly changes = new Changes(this, this.reading, () => this.pointer);
  private readonly pointer: Pointer = new Pointer({
    reading: this.reading,
    plot: () => this.plot,
    ground: () => this.ground,
    choose: this.changes.choose,
    look: this.changes.look,
    perform: this.changes.perform,
    update: () => this.requestUpdate(),
  });
  private readonly gestures = new Gestures(this, this.pointer);
  private readonly panels = new Panels(this);
  private readonly pictures = new Pictures(this, this.reading);
  private readonly layerList = new LayerList(this, this.panels, {
    palette: () => this.theme.palette,
    select: this.changes.select,
    choose: this.changes.choose,
    leave: () => this.plot?.focus(),
  });
  /** What a key alone opens or goes to. */
  private readonly ways = {
    '/': () => void this.layerList.find(),
    e: () => this.renderRoot.querySelector<HTMLElement>('.export')?.click(),
    g: () => void this.foot.turnGrowth(),
    w: () => this.foot.nextWarned(this.reading),
  };
  private readonly asking = new Asking(this, this.panels, this.ways, () => {
    const { model, shown } = this.reading;
    const asked = model && shown && model.askedOf(shown);
    return asked && { asked, readout: saying(this.reading, this.figure, model, asked) };
  });
  private readonly keys = new Keys(this, this.reading, this.asking, this.changes);
  private readonly menus = new Menus(
    this,
    this.panels,
    this.reading,
    this.changes,
    this.asking,
    this.pictures,
  );
  private readonly loaded = new LoadedView(this, (why) => (this.reading.refusal = why));
  private readonly working = new Working(this, this.panels);
  private readonly foot = new Foot(this, this.panels, {
    palette: () => this.theme.palette,
    width: () => this.width,
    select: this.changes.select,
    tried: () => this.reading.trial,
    tryOut: this.changes.tryOut,
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

  private get width(): number {
    return this.theme.isPrinting ? this.room.onPaper : this.room.value;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const source = SOURCE.some((key) => changed.has(key));
    const selection = changed.has('selection');
    if (source || selection || changed.has('view')) {
      const { model } = this.reading;
      this.reading.read(this, { source, selection });
      if (this.reading.model !== model) this.pointer.forget();
    }
    this.pictures.update(source || changed.has('image'));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { changes, menus, panels, pictures, pointer, reading } = this;
    const { model, own: whole, refusal, shown, view } = reading;
    if (!model) {
      return refusal ? errorNotice(refusal, writtenIn(this)) : this.nothing();
    }
    const width = this.width;
    const drawn = this.loaded.for(view, model);
    if (width === 0) return nothing;
    // Worked out while the view is on its way.
    const asked = shown && model.askedOf(shown);
    if (!drawn) return html`<div class="slow" role="status">${sentence('slow', {})}</div>`;
    this.dataset.breadth = breadthOf(width);
    const selected = asked && asked.field;
    const hovered = pointer.hovered && model.fieldOf(pointer.hovered);
    const wrong = refusal && {
      error: refusal,
      layer: rowOfWrong(refusal, model),
      undo: changes.undo,
    };
    const figure = (this.figure = this.drawn({
      network: model.network,
      rows: model.rows,
      view: drawn,
      ...(asked ? drawnOf(asked) : { selected: null }),
      hovered,
      via: pointer.hovered?.via,
      lit: pointer.lit,
      stale: wrong && { layer: wrong.layer, text: wrong.error.message },
      palette: this.theme.palette,
      image: pictures.shown,
      heatmap: this.heatmap,
      width,
      gesture: pointer.isTurning,
      screen: pointer.screen,
      ease: pointer.ease,
      prefix: model.prefix,
    }));
    const { layout } = figure;
    const own = asked && saying(reading, figure, model, asked);
    const spoken = spokenOf(reading, model, own, hovered, pointer.hovered?.via);
    const inRow = wrong && isInRow(wrong, layout);
    const ready = this.painted.has(model);
    const warnings = this.foot.warnings(model, ready);
    const textWidth = ready ? this.room.nameWidth : undefined;
    if (ready) {
      void panels.open('manners');
      void panels.open('copying');
      void panels.open('swing');
    }
    const manners = panels.peek('manners');
    return html`
      ${header(
        model.network,
        view,
        inHeader(menus.switches, view, width, headerWidth(model.network)),
        {
          mode: (mode) => changes.perform({ kind: 'mode', mode }),
          overlay: menus.turn,
          tools: menus.buttons(),
        },
      )}
      ${menus.content(model)} ${inRow ? nothing : wrongNotice(wrong)} ${this.banner()}
      <div
        class="plot ${pointer.isTurning ? 'turning' : ''}"
        part="figure"
        tabindex="0"
        role="application"
        aria-roledescription="figure"
        aria-label=${description(model)}
        style=${styled({ height: `${figure.height}px` })}
        @pointerdown=${this.gestures.down}
        @pointermove=${this.gestures.move}
        @pointerup=${this.gestures.up}
        @pointercancel=${this.gestures.cancel}
        @pointerleave=${this.gestures.leave}
        @dblclick=${this.gestures.doubleClick}
        @keydown=${this.keys.press}
        @paste=${(event: ClipboardEvent) => pictures.take(event, event.clipboardData?.files)}
        @dragover=${(event: DragEvent) => event.preventDefault()}
        @drop=${(event: DragEvent) => pictures.take(event, event.dataTransfer?.files)}
      >
        <svg aria-hidden="true"></svg>
        ${announcement(own)}
        <div class="announcement" role="status">${this.asking.notice}</div>
        ${headline(spoken, layout, inRow ? wrong : null)}
        ${guard([layout, model, selected, hovered, pointer.lit, refusal, warnings, textWidth], () =>
          table(
            layout,
            model.layers,
            {
              selected: shown ? model.rowOf.get(shown.layer) : undefined,
              lit: hovered?.layer ?? pointer.lit,
              wrong,
              warnings,
            },
            { select: changes.select, light: pointer.light },
            textWidth,
          ),
        )}
        ${(pointer.saysWheel && manners?.wheelHint(pointer.hushWheel)) || nothing}
      </div>
      ${(layout.rows.length > 0 && manners?.grip(figure.height, this.resize)) || nothing}
      ${this.foot.content(model, whole ?? model, shown, ready)}
      ${this.layerList.content(model, shown, layout.columns.bars !== null)}
      ${this.working.content(model, shown, width, ready)} ${pictures.note()}
    `;
  }

  private drawn(source: FigureSource): Figure {
    return this.panels.peek('swing')?.drawSwinging(this, source) ?? draw(source);
  }

  /** That the figure shows a change which nobody has made, and the ways on. */
  private banner(): TemplateResult | typeof nothing {
    const { trial } = this.reading;
    const panel = trial && this.panels.peek('cures');
    if (!panel) return nothing;
    return panel.trialBanner(trial, {
      copy: (text) => this.asking.put(text, 'JSON'),
      back: () => {
        this.changes.tryOut(null);
        this.plot?.focus();
      },
    });
  }

  /** What there is to begin with. */
  private nothing(): TemplateResult | typeof nothing {
    void this.panels.open('empty');
    return this.panels.peek('empty')?.emptyNotice(this.theme.palette, this.changes.take) ?? nothing;
  }

  protected override updated(): void {
    const { figure, panels, theme } = this;
    const svg = this.renderRoot.querySelector<SVGSVGElement>('.plot > svg');
    if (!svg || !figure) return;
    const paper = theme.isPrinting ? panels.peek('manners') : null;
    patch(svg, paper?.onPaper(figure.svg) ?? figure.svg);
  }

  /** What the pointer points at; `null` as long as nothing is drawn. */
  private get ground(): Ground | null {
    const { figure } = this;
    const { model, shown: selected } = this.reading;
    return figure && model && { model, figure, selected };
  }

  private readonly resize = (height: number | null, done: boolean): void =>
    this.changes.look({ height }, done);

  /** Tells a notebook to keep the picture, or no longer. */
  keepPicture(image: string | null): void {
    this.changes.tell('image-keep', { image });
  }
}
