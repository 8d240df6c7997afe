/** More pieces of a set than this are not counted. */
const MOST_PIECES = 4096;

/**
 * A set came apart into more pieces than are counted, or sets of few pieces each are put together
 * so often that it would take too long; who catches it takes a bound instead.
 */
export class TooManyPieces extends Error {}

/** Pieces that may still be put together. */
let left = Infinity;
/** Pieces put together so far. */
let total = 0;

export function checkPieces(count: number): void {
  if (count > MOST_PIECES) throw new TooManyPieces();
}

/** Counts work on sets, in pieces. */
export function spend(pieces: number): void {
  left -= pieces;
  total += pieces;
  if (left < 0) throw new TooManyPieces();
}

/** All work on sets so far, in pieces, that of kept results too. */
export const spent = (): number => total;

/**
 * Runs `make`, whose sets may take so much work, and no more than is left to what runs it.
 *
 * @param least - that much it may take however little is left
 * @throws TooManyPieces where they take more
 */
export function limited<T>(most: number, make: () => T, least = 0): T {
  const before = left;
  const given = Math.max(least, Math.min(most, before));
  left = given;
  try {
    return make();
  } finally {
    left += before - given;
  }
}

/** The same for what is kept for all who ask, whatever is left to the one that does first. */
export function apart<T>(most: number, make: () => T): T {
  const before = left;
  left = most;
  try {
    return make();
  } finally {
    left = before;
  }
}
