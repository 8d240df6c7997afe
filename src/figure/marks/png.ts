/** Bytes of a number of 32 bits, the highest first. */
const word = (value: number): number[] => [24, 16, 8, 0].map((by) => (value >>> by) & 255);

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes: readonly number[]): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC[(c ^ byte) & 255] ^ (c >>> 8);
  return ~c >>> 0;
}

function adler(bytes: readonly number[]): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

const chunk = (name: string, data: readonly number[]): number[] => {
  const body = [...Array.from(name, (letter) => letter.charCodeAt(0)), ...data];
  return [...word(data.length), ...body, ...word(crc(body))];
};

/** A block of a deflate stream holds at most so many bytes as they are. */
const BLOCK = 65535;

/** Bytes in the zlib format, as they are. */
function stored(bytes: readonly number[]): number[] {
  const out = [0x78, 0x01];
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const part = bytes.slice(at, at + BLOCK);
    const [low, high] = [part.length & 255, part.length >>> 8];
    out.push(at + BLOCK >= bytes.length ? 1 : 0, low, high, ~low & 255, ~high & 255, ...part);
  }
  return [...out, ...word(adler(bytes))];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i], bytes[i + 1] ?? 0, bytes[i + 2] ?? 0];
    const group = (a << 16) | (b << 8) | c;
    text += [18, 12, 6, 0].map((by) => LETTERS[(group >>> by) & 63]).join('');
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + '='.repeat(missing);
}

/**
 * A picture of one colour in many strengths, as a data address.
 *
 * @param colour - `#rrggbb`
 * @param strengths - 0 to 1, row by row
 */
export function tintPng(colour: string, width: number, strengths: readonly number[]): string {
  const height = strengths.length / width;
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const palette = Array.from({ length: 256 }, () => channels).flat();
  const alphas = Array.from({ length: 256 }, (_, i) => i);
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...strengths
      .slice(y * width, (y + 1) * width)
      .map((strength) => Math.round(255 * Math.min(1, Math.max(0, strength)))),
  ]);
  const bytes = [
    ...[137, 80, 78, 71, 13, 10, 26, 10],
    ...chunk('IHDR', [...word(width), ...word(height), 8, 3, 0, 0, 0]),
    ...chunk('PLTE', palette),
    ...chunk('tRNS', alphas),
    ...chunk('IDAT', stored(rows.flat())),
    ...chunk('IEND', []),
  ];
  return `data:image/png;base64,${base64(bytes)}`;
}
