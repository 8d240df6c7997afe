import { describe, expect, it } from 'vitest';

import { keepingOf, keptPicture } from '../../src/jupyter/kept-picture.js';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('a picture in an output', () => {
  it('is read where it holds its pixels itself', async () => {
    const picture = keptPicture(PIXEL);
    expect(picture?.type).toBe('image/png');
    const bytes = new Uint8Array((await picture?.arrayBuffer()) ?? []);
    expect([...bytes.slice(1, 4)]).toEqual([...'PNG'].map((letter) => letter.charCodeAt(0)));
  });

  it.each([
    'https://example.org/picture.png',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:image/svg+xml,<svg onload="alert(1)"/>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'data:image/png,%3Cscript%3E',
    'data:image/png;base64,@@@@',
    'data:image/png;base64,A',
    `${PIXEL}" onerror="alert(1)`,
    ` ${PIXEL}`,
    `data:image/png;base64,${'A'.repeat(200_000)}`,
    '',
    null,
    7,
    { toString: () => PIXEL },
  ])('is none where it is anything else: %j', (text) => {
    expect(keptPicture(text)).toBeNull();
    expect(keepingOf(text, {}).size).toBe(0);
  });

  it('has the room that the rest of the output leaves', () => {
    expect(keepingOf(PIXEL, {})).toEqual({ size: PIXEL.length, most: 40_000 });
    expect(keepingOf(null, { 'text/html': 'x'.repeat(70_000) }).most).toBeLessThan(30_000);
    expect(keepingOf(null, { 'text/html': 'é'.repeat(60_000) })).toEqual({ size: 0, most: 0 });
  });
});
