import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

export const PAYLOADS = JSON.parse(
  readFileSync(new URL('../fixtures/payloads.json', import.meta.url), 'utf8'),
) as string[];

/** What a figure and what stands around it are made of. */
const ALLOWED = {
  html: 'a article b br button code details dialog div dl dt dd em fieldset figcaption figure h2 h3 header hr i img input kbd label legend li ol option p section select slot small span strong sub summary sup table tbody td tfoot th thead tr u ul style',
  svg: 'svg g path rect line text tspan defs pattern mask clipPath linearGradient stop circle ellipse polygon polyline use image title',
  math: 'math mrow mi mn mo mfrac mtext mspace mtable mtr mtd mstyle msup msub munder mover mpadded mphantom msqrt semantics annotation',
};

export interface Judging {
  /** What in a figure is not of the list: elements, handlers and links. */
  readonly badIn: (figure: Element) => string[];
}

/** Gives the page what tells whether a payload stayed text, in its next document. */
export async function judge(page: Page): Promise<void> {
  await page.addInitScript((allowed) => {
    const names = new Set(Object.values(allowed).join(' ').split(' '));
    const badAttribute = ({ name, value }: Attr): string | undefined => {
      const isLink = /^(href|src|srcset|xlink:href|action|formaction|data)$/.test(name);
      if (/^on/.test(name)) return name;
      if (isLink && !/^(#|data:image\/(png|svg))/.test(value)) return `${name}=${value}`;
      const isPaint = /^(style|fill|mask|clip|filter)/.test(name);
      return isPaint && /url\((?!["']?#[\w-]+["']?\))/.test(value) ? `${name}=${value}` : undefined;
    };
    const badIn = (figure: Element): string[] => {
      const bad: string[] = [];
      for (const at of figure.shadowRoot?.querySelectorAll('*') ?? []) {
        if (!names.has(at.localName)) bad.push(`<${at.localName}>`);
        for (const attribute of at.attributes) {
          const what = badAttribute(attribute);
          if (what) bad.push(what);
        }
      }
      if ('pwned' in window || 'pwned' in {}) bad.push('it ran');
      return bad;
    };
    Object.assign(window, { badIn });
  }, ALLOWED);
}

/** Notes what only a payload that ran would ask for: of other hosts, dialogs and windows. */
export function noteRequests(page: Page, own: string): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${own}/`) && !/^(data|blob):/.test(url)) asked.push(url);
  });
  page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => asked.push('popup'));
  return asked;
}
