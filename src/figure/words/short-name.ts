import { fit, nameWidth } from './fit.js';
import type { TextWidth } from './fit.js';

const SEPARATOR = /([./–])/;
/** Words tell names apart where they are numbered. */
const OR_WORD = /([./–_])/;
/** Of a name so many numbers are kept, and so many letters of its last part, as long as there is room. */
const [NUMBERS, LETTERS] = [2, 5];

const hasDigit = (text: string): boolean => /\d/.test(text);

/** `i5b` of `inception5b`: the first letter and what comes from the first digit on. */
const initial = (part: string): string => part.replace(/^(\D)\D*/u, '$1');

/**
 * A name that fits in a width: its parts become short from the first on, so that names which differ
 * stay different; what still does not fit loses its first parts, which its neighbours share, or the
 * middle of its last part.
 *
 * @param width - how wide a text is
 */
export function shortName(name: string, room: number, width = nameWidth): string {
  const parts = name.split(hasDigit(name) ? OR_WORD : SEPARATOR);
  if (parts.length === 1) return fit(name, room, width);
  const fits = (text = parts.join('')): boolean => width(text) <= room;
  // A fold has a sign of its own.
  if (!fits() && parts.at(-1) === '*') parts.splice(-2);
  const last = parts.length - 1;
  /** Takes out the separator between a letter and its number. */
  const join = (i: number, separator: string): void => {
    const [part, between, next] = parts.slice(i);
    if (between === separator && /^\D$/u.test(part) && /^\d/.test(next)) parts[i + 1] = '';
  };
  for (let i = 0; i <= last && !fits(); i += 2) {
    const numbered = hasDigit(parts[i]);
    // An end without a number says nothing by its first letter.
    if (parts[i + 1] === '–' && !numbered) {
      parts[i] = fit(
        parts[i],
        room - width([...parts.slice(0, i), ...parts.slice(i + 1)].join('')),
        width,
      );
    } else if (i < last || numbered) parts[i] = initial(parts[i]);
    join(i, '_');
  }
  for (let i = 0; i < last && !fits(); i += 2) join(i, '.');
  const without = (first: number, own: string): string =>
    (first > 0 ? '…' : '') + [...parts.slice(first, last), own].join('');
  const numbersFrom = (first: number): number => parts.slice(first).filter(hasDigit).length;
  const letters = Math.min(LETTERS, [...parts[last]].length);
  for (let i = 0; numbersFrom(i) >= Math.min(NUMBERS, numbersFrom(0)) && i <= last; i += 2) {
    const own = fit(parts[last], room - width(without(i, '')), width);
    if ([...own].length >= letters && fits(without(i, own))) return without(i, own);
  }
  for (let i = 0; i < last; i += 2) {
    const short = without(i, initial(parts[last]));
    if (parts[i - 1] !== '_' && fits(short)) return short;
  }
  const end = parts.join('').split(SEPARATOR).at(-1) ?? '';
  return `…${fit(end, room - width('…'), width)}`;
}

const firstPart = (name: string): string => name.split(SEPARATOR)[0];

/**
 * Names of one list, each in its own room: what some have to cut of the name of what they all belong
 * to, all of them do, so that siblings look alike.
 */
export function shortNames(
  names: readonly (readonly [name: string, room: number])[],
  width?: TextWidth,
): string[] {
  const short = names.map(([name, room]) => shortName(name, room, width));
  const isCut = (name: string, i: number): boolean => !short[i].startsWith(firstPart(name));
  const cut = new Set(names.filter(([name], i) => isCut(name, i)).map(([name]) => firstPart(name)));
  return names.map(([name], i) => {
    const part = firstPart(name);
    return cut.has(part) && part !== name && !isCut(name, i)
      ? initial(part) + short[i].slice(part.length)
      : short[i];
  });
}
