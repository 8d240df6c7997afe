import type { Locator } from '@playwright/test';

/** What a reader finds on a `<receptive-field>` as it stands on the screen. */
export interface Seen {
  /** Names of the layers that are drawn. */
  readonly layers: readonly string[];
  /** The headline and the line of detail. */
  readonly readout: readonly string[];
  /** The rows of the table that are shown: layer to column to text, one line an axis. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Texts that stand on one another, as `this / that`. */
  readonly clashes: readonly string[];
  /** Texts that reach past the element. */
  readonly overhangs: readonly string[];
}

/** So many pixels two texts may share: the boxes of texts are a little larger than their ink. */
const TOLERANCE = 1;

/** Looks at an element, all that is folded opened; runs in the page, so it brings all it needs. */
function look(host: Element, tolerance: number): Seen {
  const root = host.shadowRoot;
  if (!root) throw new Error('the element has drawn nothing');

  interface Text {
    readonly node: Node;
    readonly text: string;
    readonly box: DOMRect;
  }

  /** What of a box can be seen through the scrolling and cutting boxes around it. */
  function clipped(box: DOMRect, from: Element): DOMRect | null {
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (let at: Element | null = from; at && at !== host; at = at.parentElement) {
      const { overflowX, overflowY, clipPath } = getComputedStyle(at);
      if (clipPath === 'inset(50%)') return null;
      const cuts = [overflowX, overflowY].some((value) => value !== 'visible');
      if (!cuts || at instanceof SVGElement) continue;
      const edge = at.getBoundingClientRect();
      [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
      [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
    }
    return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : null;
  }

  function textsIn(part: ShadowRoot): Text[] {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (!text || !parent?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
        continue;
      }
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const box = clipped(rect, parent);
        if (box) texts.push({ node, text, box });
      }
    }
    return texts;
  }

  for (const folded of root.querySelectorAll('details')) folded.open = true;

  const plain = (text: string | null | undefined): string =>
    (text ?? '').replace(/\s+/g, ' ').trim();
  const meet = (a: DOMRect, b: DOMRect): boolean =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > tolerance &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > tolerance;

  const texts = textsIn(root).sort((a, b) => a.box.top - b.box.top);
  const clashes = texts.flatMap((a, i) => {
    const found: string[] = [];
    for (let k = i + 1; k < texts.length && texts[k].box.top < a.box.bottom; k += 1) {
      // A name that is cut short has a box for what is shown and one for what is not.
      const isOther = texts[k].node !== a.node;
      if (isOther && meet(a.box, texts[k].box)) found.push(`${a.text} / ${texts[k].text}`);
    }
    return found;
  });
  const own = host.getBoundingClientRect();
  const rows = [...root.querySelectorAll('tr[data-row]')].map((row) => [
    row.getAttribute('data-row'),
    Object.fromEntries(
      [...row.querySelectorAll('td')].map((cell) => [cell.className.split(' ')[0], cell.innerText]),
    ),
  ]);
  const layers = [...root.querySelectorAll('g[data-layer]')].map((group) =>
    group.getAttribute('data-layer'),
  );
  return {
    layers: layers.filter((name) => name !== null),
    readout: [...root.querySelectorAll('[part="readout"] > *')].map((part) =>
      plain(part.textContent),
    ),
    rows: Object.fromEntries(rows) as Seen['rows'],
    clashes,
    overhangs: texts
      .filter(({ box }) => box.right > own.right + tolerance || box.left < own.left - tolerance)
      .map(({ text }) => text),
  };
}

/** Look at one element of a page. */
export const seen = (element: Locator): Promise<Seen> => element.evaluate(look, TOLERANCE);

/** Texts whose contrast with the page is less than 4.5 to 1. */
export const faintTexts = (element: Locator, ground: string): Promise<string[]> =>
  element.evaluate((host, behind) => {
    const paper = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
    const luminance = (colour: string): number => {
      paper.fillStyle = colour;
      paper.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...paper.getImageData(0, 0, 1, 1).data].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (colour: string): number => {
      const [high, low] = [luminance(colour), luminance(behind)].sort((a, b) => b - a);
      return (high + 0.05) / (low + 0.05);
    };
    const walker = document.createTreeWalker(host.shadowRoot as ShadowRoot, NodeFilter.SHOW_TEXT);
    const faint: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.textContent?.trim() || !parent?.checkVisibility()) continue;
      const { color, fill } = getComputedStyle(parent);
      const paint = parent instanceof SVGElement ? fill : color;
      if (contrast(paint) < 4.5) faint.push(`${node.textContent.trim()} in ${paint}`);
    }
    return faint;
  }, ground);
