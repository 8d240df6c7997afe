/** About how wide a letter of a name is. */
const LETTER = 6.9;

const mostOf = (width: number): number => Math.max(3, Math.floor(width / LETTER));

/** A name that fits in a width, its beginning cut off. */
export function fitEnd(name: string, width: number): string {
  const letters = [...name];
  const most = mostOf(width);
  return letters.length <= most ? name : `…${letters.slice(1 - most).join('')}`;
}

/** A name that fits in a width, cut in its middle. */
export function fit(name: string, width: number): string {
  const most = mostOf(width);
  const letters = [...name];
  if (letters.length <= most) return name;
  const head = Math.ceil((most - 1) / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (most - 1 - head)).join('')}`;
}
