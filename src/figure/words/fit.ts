/** How wide a text is, in CSS pixels. */
export type TextWidth = (text: string) => number;

/** About how wide a name is in the figure's 12 px semi-bold type. */
export const nameWidth: TextWidth = (name) => 6.9 * [...name].length;

/** A name is told by at least so many letters. */
const FEWEST = 3;

/** The longest that fits of what a name is cut to. */
function longest(
  name: string,
  room: number,
  width: TextWidth,
  cut: (letters: readonly string[], most: number) => string,
): string {
  if (width(name) <= room) return name;
  const letters = [...name];
  for (let most = letters.length - 1; most > FEWEST; most--) {
    const short = cut(letters, most);
    if (width(short) <= room) return short;
  }
  return cut(letters, FEWEST);
}

/** A name that fits in a width, its beginning cut off. */
export const fitEnd = (name: string, room: number, width = nameWidth): string =>
  longest(name, room, width, (letters, most) => `…${letters.slice(1 - most).join('')}`);

/** A name that fits in a width, cut in its middle. */
export const fit = (name: string, room: number, width = nameWidth): string =>
  longest(name, room, width, (letters, most) => {
    const head = Math.ceil((most - 1) / 2);
    return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (most - 1 - head)).join('')}`;
  });
