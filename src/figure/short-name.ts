import { fit } from './fit.js';
import { nameWidth } from './layout.js';

const SEPARATOR = /([./])/;

/** `i5b` of `inception5b`: the first letter and what comes from the first digit on. */
const initials = (part: string): string => {
  const [first = '', ...rest] = [...part];
  const digit = rest.findIndex((letter) => letter >= '0' && letter <= '9');
  return first + (digit < 0 ? '' : rest.slice(digit).join(''));
};

/**
 * A name that fits in a width: the parts before the last become short from the first on, so that
 * names which differ stay different; what still does not fit is cut in its middle.
 */
export function shortName(name: string, room: number): string {
  const parts = name.split(SEPARATOR);
  let short = name;
  for (let i = 0; i < parts.length - 1 && nameWidth(short) > room; i += 2) {
    parts[i] = initials(parts[i]);
    short = parts.join('');
  }
  return fit(short, room);
}
