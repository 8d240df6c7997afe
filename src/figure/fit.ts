/** A name that fits in a width, cut in its middle. */
export function fit(name: string, width: number): string {
  const most = Math.max(3, Math.floor(width / 6.9));
  const letters = [...name];
  if (letters.length <= most) return name;
  const head = Math.ceil((most - 1) / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (most - 1 - head)).join('')}`;
}
