import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { DARK, LIGHT } from '../figure/index.js';
import type { Palette } from '../figure/index.js';

/** Red, green, blue (0 to 255) and alpha of a computed colour, in whatever space it is written. */
function channels(colour: string): readonly number[] {
  if (colour.startsWith('rgb')) return (colour.match(/[\d.]+/g) ?? []).map(Number);
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b, alpha] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b, alpha / 255];
}

/** The colour of the page behind an element: the first ground that is not transparent. */
function groundOf(element: Element): { colour: string; light: boolean } | null {
  for (let at: Node | null = element; at; at = at.parentNode) {
    if (at instanceof ShadowRoot) at = at.host;
    if (!(at instanceof Element)) continue;
    const [r, g, b, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
    if (r === undefined || alpha < 0.5) continue;
    const luminance = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    return { colour: `rgb(${r}, ${g}, ${b})`, light: luminance > 0.5 };
  }
  return null;
}

const PRINTING = ['beforeprint', 'afterprint'] as const;
const PAPER = { colour: 'rgb(255, 255, 255)', light: true };

/** The same colours for who wants more contrast: words in full ink, rules that can be seen. */
function stronger(palette: Palette): Palette {
  const [ink, , grey] = palette.ink;
  return {
    ...palette,
    ink: [ink, ink, ink],
    rule: grey,
    strongRule: grey,
    lattice: [0.6, 0.7, 1],
    edge: [1, 1, 1],
  };
}

/**
 * Follows the theme of the page: JupyterLab's and Notebook's own attribute where there is one, else
 * the ground the element stands on, else what the system prefers.
 */
export class Theme implements ReactiveController {
  palette: Palette = LIGHT;
  /** The page is being printed: on white, whatever its ground. */
  isPrinting = false;
  private readonly watched = new MutationObserver(() => this.update());
  private readonly system = window.matchMedia('(prefers-color-scheme: dark)');
  private readonly contrast = window.matchMedia('(prefers-contrast: more)');

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    const options = { attributes: true, attributeFilter: ['class', 'style', 'data-jp-theme-name'] };
    this.watched.observe(document.documentElement, options);
    this.watched.observe(document.body, options);
    for (const query of [this.system, this.contrast]) query.addEventListener('change', this.update);
    for (const type of PRINTING) window.addEventListener(type, this.print);
    this.update();
  }

  hostDisconnected(): void {
    this.watched.disconnect();
    for (const query of [this.system, this.contrast]) {
      query.removeEventListener('change', this.update);
    }
    for (const type of PRINTING) window.removeEventListener(type, this.print);
  }

  /** Drawn anew within the event, before the browser lays out its paper. */
  private readonly print = ({ type }: Event): void => {
    this.isPrinting = type === PRINTING[0];
    this.host.requestUpdate();
    this.update();
  };

  private readonly update = (): void => {
    const ground = this.isPrinting ? PAPER : groundOf(this.host);
    const stated = document.body.dataset.jpThemeLight;
    const light =
      this.isPrinting || (stated ? stated === 'true' : (ground?.light ?? !this.system.matches));
    const plain = light ? LIGHT : DARK;
    const theme = this.contrast.matches ? stronger(plain) : plain;
    const colour = ground?.light === light ? ground.colour : theme.ground;
    const { ground: before, accent, rule } = this.palette;
    if (before === colour && accent === theme.accent && rule === theme.rule) return;
    this.palette = { ...theme, ground: colour };
    this.host.toggleAttribute('data-dark', !light);
    this.host.requestUpdate();
  };
}
