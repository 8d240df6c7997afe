import type { ReactiveControllerHost } from 'lit';

/** The parts of the explorer that have a file of their own, which is loaded when one is opened. */
const PANELS = {
  copying: () => import('./panels/copying.js'),
  cures: () => import('./panels/cures.js'),
  empty: () => import('./panels/empty.js'),
  export: () => import('./panels/export.js'),
  findings: () => import('./panels/findings.js'),
  layers: () => import('./panels/layers.js'),
  more: () => import('./panels/more.js'),
  manners: () => import('./panels/manners.js'),
  keys: () => import('./panels/keys.js'),
  growth: () => import('./panels/growth.js'),
  swing: () => import('./panels/swing.js'),
  sums: () => import('./panels/sums.js'),
} as const;

type Name = keyof typeof PANELS;
type Panel<N extends Name> = Awaited<ReturnType<(typeof PANELS)[N]>>;

type Host = ReactiveControllerHost & { readonly renderRoot: DocumentFragment | HTMLElement };

/** The panels of one element, each from when it was first asked for. */
export class Panels {
  private readonly loaded = new Map<Name, Promise<object | null>>();
  private readonly here = new Map<Name, unknown>();

  constructor(private readonly host: Host) {}

  /** A panel, where it is there; the element is drawn again when it comes. */
  peek<N extends Name>(name: N): Panel<N> | null {
    return (this.here.get(name) as Panel<N> | undefined) ?? null;
  }

  /** Asks for a panel; `null` where its file cannot be had. */
  async open<N extends Name>(name: N): Promise<Panel<N> | null> {
    let coming = this.loaded.get(name) as Promise<Panel<N> | null> | undefined;
    if (!coming) this.loaded.set(name, (coming = this.load(name)));
    return coming;
  }

  private async load<N extends Name>(name: N): Promise<Panel<N> | null> {
    try {
      const panel = (await PANELS[name]()) as Panel<N>;
      const styleSheet = 'styles' in panel && panel.styles.styleSheet;
      if (styleSheet) (this.host.renderRoot as ShadowRoot).adoptedStyleSheets.push(styleSheet);
      this.here.set(name, panel);
      this.host.requestUpdate();
      await this.host.updateComplete;
      return panel;
    } catch {
      this.loaded.delete(name);
      return null;
    }
  }
}
