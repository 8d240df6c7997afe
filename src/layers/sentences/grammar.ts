/** `1 pixel`, `12,100 pixels`. */
export const countOf = (count: unknown, what: string): string =>
  `${String(count).replace(/\B(?=(\d{3})+$)/g, Number(count) < 10_000 ? '' : ',')} ${what}${count === 1 ? '' : 's'}`;

export const featuresOf = (count: unknown): string => countOf(count, 'feature');

/** Before the name of a type. */
export const articleOf = (word: unknown): string => (/^[aeiou]/.test(String(word)) ? 'an' : 'a');

/** What a list for all axes holds. */
export const oneEach = (axes: unknown): string =>
  axes === 1 ? 'a list of one' : `one for each of the ${String(axes)} axes`;

export const entryEach = (axes: unknown): string =>
  axes === 1 ? 'one entry for the one axis' : `one entry for each of the ${String(axes)} axes`;

export const theFeatures = (count: unknown): string =>
  count === 1 ? 'the only feature' : `the ${String(count)} features`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const sees = (several: unknown): string => (several === true ? 'see' : 'sees');

/** Behind a number that several have in common. */
export const together = (several: unknown): string => (several === true ? ' together' : '');
