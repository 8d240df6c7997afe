const LONGEST = 60;

const shorten = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;

function shownObject(value: object): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value instanceof Map) return 'a Map';
  return 'an object';
}

function shownList(list: readonly unknown[]): string {
  if (list.length === 0) return 'an empty list';
  const entries = list.slice(0, 6).map((entry) => shownFlat(entry));
  return shorten(`[${entries.join(', ')}${list.length > 6 ? ', …' : ''}]`);
}

function shownFlat(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(shorten(value));
    case 'number':
      return String(value);
    case 'boolean':
    case 'undefined':
    case 'bigint':
      return shorten(String(value));
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : shownObject(value);
  }
}

/**
 * A value as a message quotes it: short whatever it holds, and without calling any code of its
 * own.
 */
export const shown = (value: unknown): string =>
  Array.isArray(value) ? shownList(value) : shownFlat(value);

/** A share as whole per cent; what is not nothing or all never reads as such. */
export function showShare(share: number): string {
  if (share > 0 && share < 0.005) return 'less than 1 %';
  if (share < 1 && share >= 0.995) return 'more than 99 %';
  return `${Math.round(share * 100)} %`;
}
