/** Pairs of letters compared at most. */
const MOST_COMPARED = 2_000_000;

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= b.length; k += 1) {
      const same = a[i - 1] === b[k - 1];
      let least = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (same ? 0 : 1));
      if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) {
        least = Math.min(least, before[k - 2] + 1);
      }
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}

/** How far apart two words are at the first letter that is another. */
function apart(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    if (a[at] !== b[at]) return Math.abs(a.charCodeAt(at) - b.charCodeAt(at));
  }
  return 0;
}

/**
 * The names that somebody who wrote `name` most likely meant, nearest first.
 *
 * @returns At most `most` of `candidates`; none where nothing is near.
 */
export function suggest(name: string, candidates: Iterable<string>, most = 3): string[] {
  const wanted = name.slice(0, 100).toLowerCase();
  const tolerance = Math.max(1, wanted.length / 3);
  const found: { candidate: string; far: number; apart: number }[] = [];
  let compared = 0;
  for (const candidate of candidates) {
    if (compared > MOST_COMPARED) break;
    const word = candidate.slice(0, 100).toLowerCase();
    const longer = Math.abs(word.length - wanted.length);
    let far = longer;
    if (longer <= tolerance) {
      compared += word.length * wanted.length;
      far = distance(wanted, word);
    }
    if (far > tolerance) {
      // A part of the other, as what stands in a container and was asked for without it.
      const shorter = Math.min(wanted.length, word.length);
      if (shorter < 3 || !(word.includes(wanted) || wanted.includes(word))) continue;
      far = tolerance + longer;
    }
    found.push({ candidate, far, apart: apart(wanted, word) });
  }
  found.sort((a, b) => a.far - b.far || a.apart - b.apart);
  return found.slice(0, most).map((entry) => entry.candidate);
}
