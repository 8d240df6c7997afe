import type { StaticFigure } from '../../figure/index.js';

/** The picture alone, on a page of its size. */
const style = ({ width, height }: StaticFigure): string => `
  @page { size: ${width}px ${height}px; margin: 0 }
  html, body { margin: 0; background: #fff }
  svg { display: block; width: 100%; height: auto; print-color-adjust: exact }
`;

/**
 * Prints a picture, which in the browser's dialog can become a PDF.
 *
 * @param title - what the browser proposes as the name of the file
 */
export async function printPicture(picture: StaticFigure, title: string): Promise<void> {
  const frame = document.createElement('iframe');
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0' });
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  // Some browsers put another empty page in place of the first.
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
    document.body.append(frame);
  });
  const { contentWindow: paper, contentDocument: page } = frame;
  if (!paper || !page) return;
  const svg = new DOMParser().parseFromString(picture.svg, 'image/svg+xml').documentElement;
  // A sheet that is made, not written into the page, is not stopped by its content policy.
  const sheet = new (paper as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(style(picture));
  page.adoptedStyleSheets = [sheet];
  page.title = title;
  page.body.append(page.importNode(svg, true));
  paper.addEventListener('afterprint', () => frame.remove(), { once: true });
  paper.print();
}
