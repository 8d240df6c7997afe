import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

export const PAYLOADS = JSON.parse(
  readFileSync(new URL('../fixtures/payloads.json', import.meta.url), 'utf8'),
) as string[];

/** What a figure and what stands around it are made of. */
const ALLOWED = {
  html: 'a article b br button code details dialog div dl dt dd em fieldset figcaption figure h2 h3 header hr i img input kbd label legend li ol option p pre section select slot small span strong sub summary sup table tbody td tfoot th thead tr u ul style',
  svg: 'svg g path rect line text tspan defs pattern mask clipPath linearGradient stop circle ellipse polygon polyline use image title',
  math: 'math mrow mi mn mo mfrac mtext mspace mtable mtr mtd mstyle msup msub munder mover mpadded mphantom msqrt semantics annotation',
};

export interface Judging {
  /** What in a figure is not of the list: elements, handlers and links. */
  readonly badIn: (figure: Element) => string[];
  /** The same of all that is there and all that comes, also for a moment; the list grows. */
  readonly judgeFromNow: (root: Node) => string[];
}

/** Gives the page what tells whether a payload stayed text, in its next document. */
export async function judge(page: Page): Promise<void> {
  await page.addInitScript((allowed) => {
    const names = new Set(Object.values(allowed).join(' ').split(' ').concat('receptive-field'));
    const badAttribute = ({ name, value }: Attr): string | undefined => {
      const isLink = /^(href|src|srcset|xlink:href|action|formaction|data)$/.test(name);
      if (/^on/.test(name)) return name;
      if (isLink && !/^(#|data:image\/(png|svg))/.test(value)) return `${name}=${value}`;
      const isPaint = /^(style|fill|mask|clip|filter)/.test(name);
      return isPaint && /url\((?!["']?#[\w-]+["']?\))/.test(value) ? `${name}=${value}` : undefined;
    };
    const badOf = (at: Element): string[] => [
      ...(names.has(at.localName) ? [] : [`<${at.localName}>`]),
      ...Array.from(at.attributes, badAttribute).filter((what) => what !== undefined),
    ];
    const ran = (): string[] => ('pwned' in window || 'pwned' in {} ? ['it ran'] : []);
    const badIn = (figure: Element): string[] => [
      ...Array.from(figure.shadowRoot?.querySelectorAll('*') ?? []).flatMap(badOf),
      ...ran(),
    ];
    const judgeFromNow = (root: Node): string[] => {
      const bad: string[] = [];
      const judgeNode = (node: Node): void => {
        if (!(node instanceof Element)) return;
        bad.push(...badOf(node));
        if (node.shadowRoot) observe(node.shadowRoot);
        node.childNodes.forEach(judgeNode);
      };
      const observer = new MutationObserver((records) => {
        for (const { target, addedNodes, attributeName } of records) {
          if (attributeName === null) addedNodes.forEach(judgeNode);
          else bad.push(...badOf(target as Element));
        }
        bad.push(...ran());
      });
      const observe = (node: Node): void => {
        node.childNodes.forEach(judgeNode);
        observer.observe(node, { attributes: true, childList: true, subtree: true });
      };
      observe(root);
      return bad;
    };
    Object.assign(window, { badIn, judgeFromNow });
  }, ALLOWED);
}

/**
 * Notes what only a payload that ran would ask for: of other hosts, dialogs and windows.
 *
 * @param usual - what of its own host the page asks for anyway
 */
export function noteRequests(page: Page, own: string, usual = /^/): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin, pathname, href } = new URL(request.url());
    if (/^(data|blob):/.test(protocol)) return;
    if (origin !== own || !usual.test(pathname)) asked.push(href);
  });
  page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => asked.push('popup'));
  return asked;
}
