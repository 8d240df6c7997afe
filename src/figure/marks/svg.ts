import type { Mark } from './marks.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** What XML cannot hold even when escaped: control characters and lone surrogates. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** Text as it may stand in XML. */
export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (character) => ENTITIES[character]);

/** Marks as SVG text; equal marks give equal bytes. */
export function writeSvg(mark: Mark): string {
  const attributes = Object.entries(mark.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
  const content =
    mark.text === undefined ? mark.children.map(writeSvg).join('') : escapeXml(mark.text);
  return content
    ? `<${mark.tag}${attributes}>${content}</${mark.tag}>`
    : `<${mark.tag}${attributes}/>`;
}
