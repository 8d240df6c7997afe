import type { Mark } from '../figure/index.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The mark that an element was last made from. */
const drawn = new WeakMap<Element, Mark>();

function create(mark: Mark): SVGElement {
  const element = document.createElementNS(SVG, mark.tag);
  for (const [name, value] of Object.entries(mark.attributes)) {
    element.setAttribute(name, String(value));
  }
  if (mark.text === undefined) element.append(...mark.children.map(create));
  else element.textContent = mark.text;
  drawn.set(element, mark);
  return element;
}

/**
 * Brings a live SVG element to the state of a mark, touching only what changed: the live twin of
 * `writeSvg`.
 */
export function patch(element: SVGElement, mark: Mark): void {
  const before = drawn.get(element);
  if (before === mark) return;
  for (const name of Object.keys(before?.attributes ?? {})) {
    if (!(name in mark.attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(mark.attributes)) {
    if (before?.attributes[name] !== value) element.setAttribute(name, String(value));
  }
  if (mark.text !== undefined) {
    if (before?.text !== mark.text) element.textContent = mark.text;
  } else {
    patchChildren(element, mark.children);
  }
  drawn.set(element, mark);
}

function patchChildren(element: SVGElement, marks: readonly Mark[]): void {
  const children = [...element.children];
  marks.forEach((mark, i) => {
    const child = children[i];
    if (!(child instanceof SVGElement)) element.append(create(mark));
    else if (
      child.localName === mark.tag &&
      (drawn.get(child)?.text === undefined) === (mark.text === undefined)
    ) {
      patch(child, mark);
    } else child.replaceWith(create(mark));
  });
  for (const child of children.slice(marks.length)) child.remove();
}
