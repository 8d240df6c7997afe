import { html } from 'lit';
import type { TemplateResult } from 'lit';

import type { Picture } from '../figure/index.js';
import { sentence } from '../layers/index.js';
import '../layers/sentences/late-sentences.js';

/** The user's picture at the size of the input. */
export interface OwnPicture extends Picture {
  /**
   * How it came to that size, and where it is, with the way to take it away.
   *
   * @param size - bytes that it takes in a notebook, 0 where it is in none
   * @param isTooLarge - whether there is no room for it in the notebook
   */
  readonly note: (size: number, isTooLarge: boolean, remove: () => void) => TemplateResult;
  /** It as a data URI of at most so many characters; `null` where it takes more. */
  readonly packed: (most: number) => Promise<string | null>;
}

/** Larger inputs have their picture at this size; the screen shows no more. */
const FINEST = 512;
/** What of the brightness, and of the colour, stays where nothing is seen. */
const SHADE = 0.42;
const COLOUR = 0.55;

/** Darkens a picture and takes colour from it. */
function shade({ data }: ImageData): void {
  for (let i = 0; i < data.length; i += 4) {
    const grey = 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];
    for (let k = i; k < i + 3; k += 1) data[k] = SHADE * (grey + COLOUR * (data[k] - grey));
  }
}

/** A picture that can be drawn; a file of vectors is one as well. */
async function decoded(source: Blob): Promise<HTMLImageElement> {
  const reader = new FileReader();
  const read = new Promise((resolve) => (reader.onloadend = resolve));
  reader.readAsDataURL(source);
  await read;
  const picture = new Image();
  // No address of a blob, which pages with a strict policy refuse (`img-src data:`).
  picture.src = reader.result as string;
  await picture.decode();
  return picture;
}

/**
 * Brings a picture to the size of an input: scaled until it covers it, the middle cut out.
 *
 * @param source - a file of any picture format that the browser reads
 * @param size - height and width of the input, in pixels
 * @throws where it is no picture
 */
export async function pictureOf(
  source: Blob,
  [height, width]: readonly [number, number],
): Promise<OwnPicture> {
  const picture = await decoded(source);
  const { naturalWidth, naturalHeight } = picture;
  const cover = Math.max(width / naturalWidth, height / naturalHeight);
  const fine = Math.min(1, FINEST / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * fine));
  canvas.height = Math.max(1, Math.round(height * fine));
  const [w, h] = [naturalWidth * cover * fine, naturalHeight * cover * fine];
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h);
  const bright = canvas.toDataURL();
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  shade(pixels);
  context.putImageData(pixels, 0, 0);
  const isCut = Math.round(w) > canvas.width || Math.round(h) > canvas.height;
  const size = { width, height };
  const scaled = sentence(isCut ? 'picture_cut' : 'picture_scaled', size);
  return {
    bright,
    shaded: canvas.toDataURL(),
    note: (kept, isTooLarge, remove) => {
      const place =
        kept > 0
          ? sentence('picture_kept', { kilobytes: Math.ceil(kept / 1000) })
          : sentence(isTooLarge ? 'picture_large' : 'picture_stays', {});
      return html`<p class="picture" part="picture">
        ${`${scaled} ${place}`}
        <button class="undo" @click=${remove}>${sentence('picture_remove', {})}</button>
      </p>`;
    },
    packed: (most) => packed(bright, most),
  };
}

/** Ways to write a picture, each smaller than those before it; where the browser has one, it may use it. */
const FORMS = [
  ['image/webp', 0.9],
  ['image/jpeg', 0.9],
  ['image/webp', 0.7],
  ['image/jpeg', 0.7],
  ['image/webp', 0.4],
  ['image/jpeg', 0.4],
] as const;
/** Of its sides, where that is not enough. */
const SIDES = [1, 0.7, 0.5] as const;

/** A picture as a data URI of at most so many characters, with as little loss as may be. */
async function packed(bright: string, most: number): Promise<string | null> {
  if (bright.length <= most) return bright;
  const picture = new Image();
  picture.src = bright;
  await picture.decode();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  for (const side of SIDES) {
    canvas.width = Math.max(1, Math.round(side * picture.naturalWidth));
    canvas.height = Math.max(1, Math.round(side * picture.naturalHeight));
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const [type, quality] of FORMS) {
      const text = canvas.toDataURL(type, quality);
      if (text.startsWith(`data:${type}`) && text.length <= most) return text;
    }
  }
  return null;
}
