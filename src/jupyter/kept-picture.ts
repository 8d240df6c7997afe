import type { Keeping } from '../elements/own-picture.js';

/** Bytes of an output, and of a picture in it. */
const [OUTPUT, PICTURE] = [100_000, 40_000] as const;
/** What an output takes besides, such as the name of the key. */
const AIR = 200;

const DATA = /^data:(image\/(?:png|jpeg|webp|gif));base64,([\d+/=a-z]+)$/i;

/** A picture from an output, which anybody may have written: pixels in the output itself, or none. */
export function keptPicture(text: unknown): Blob | null {
  const [, type, data] = (typeof text === 'string' && DATA.exec(text)) || [];
  if (!type || data.length > OUTPUT) return null;
  try {
    return new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type });
  } catch {
    return null;
  }
}

const sizeOf = (value: unknown): number =>
  new TextEncoder().encode(JSON.stringify(value) ?? '').length;

/**
 * What there is of a picture in an output, and what there is room for.
 *
 * @param rest - the output without the picture
 */
export const keepingOf = (image: unknown, rest: unknown): Keeping => ({
  size: keptPicture(image) ? String(image).length : 0,
  most: Math.max(0, Math.min(PICTURE, OUTPUT - AIR - sizeOf(rest))),
});
