import { fit, fitEnd, nameWidth } from './fit.js';

const SEPARATOR = /([./])/;

/** `i5b` of `inception5b`: the first letter and what comes from the first digit on. */
const initials = (part: string): string => {
  const [first = '', ...rest] = [...part];
  const digit = rest.findIndex((letter) => letter >= '0' && letter <= '9');
  return first + (digit < 0 ? '' : rest.slice(digit).join(''));
};

/**
 * A name that fits in a width: its parts become short from the first on, so that names which differ
 * stay different; what still does not fit loses its beginning, which its neighbours share, and a name
 * without parts its middle.
 *
 * @param width - how wide a text is
 */
export function shortName(name: string, room: number, width = nameWidth): string {
  const fits = (text: string): boolean => width(text) <= room;
  const parts = name.split(SEPARATOR);
  let short = name;
  for (let i = 0; i < parts.length - 1 && !fits(short); i += 2) {
    parts[i] = initials(parts[i]);
    short = parts.join('');
  }
  const last = parts.length - 1;
  if (last === 0 || fits(short)) return fit(short, room, width);
  const own = initials(parts[last]);
  // A name without a number says nothing by its first letter.
  if (own.length > 1) parts[last] = own;
  return fitEnd(parts.join(''), room, width);
}
