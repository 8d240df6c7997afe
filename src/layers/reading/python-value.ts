/**
 * What Python holds and JSON cannot carry goes as `{"$python": place, ...}`: numbers that are not
 * finite, lists far too long to be sent, objects. Here they become values that the reader refuses.
 */
const KEY = '$python';

/** Stands in every text with such a value. */
export const MARK = `"${KEY}"`;

interface Sent {
  readonly [KEY]: number;
  readonly number?: 'nan' | 'inf' | '-inf';
  readonly length?: number;
}

/** Neither a number nor a list nor an object with keys. */
class Foreign {}

const NUMBERS = { nan: NaN, inf: Infinity, '-inf': -Infinity } as const;
const LONGEST = 2 ** 32 - 1;

const places = new WeakMap<object, number>();

const isSent = (value: object): value is Sent =>
  Object.hasOwn(value, KEY) && typeof (value as Sent)[KEY] === 'number';

function restoreSent(sent: Sent): unknown {
  if (sent.number !== undefined) return NUMBERS[sent.number];
  // Only its length is known, and an empty list of that length takes no room.
  const value =
    sent.length === undefined
      ? new Foreign()
      : new Array<undefined>(Math.min(sent.length, LONGEST));
  places.set(value, sent[KEY]);
  return value;
}

/** Plain JSON from Python, with its marks made into values; what has none is returned as it is. */
export function fromPython(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isSent(value)) return restoreSent(value);
  if (Array.isArray(value)) {
    const read = value.map(fromPython);
    return read.some((entry, i) => entry !== value[i]) ? read : value;
  }
  const entries = Object.entries(value).map(([key, entry]) => [key, fromPython(entry)] as const);
  const written = value as Readonly<Record<string, unknown>>;
  return entries.some(([key, entry]) => entry !== written[key])
    ? Object.fromEntries(entries)
    : value;
}

/** A replacer for `JSON.stringify` that puts the marks back. */
export function toPython(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { [KEY]: null, number: String(value) };
  }
  const place = typeof value === 'object' && value !== null ? places.get(value) : undefined;
  return place === undefined ? value : { [KEY]: place };
}
