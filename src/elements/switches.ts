import type { Overlay, View } from '../figure/index.js';

/** What can be switched on and off. */
export type Switch = Overlay | 'pointwise' | 'folding';

export const SWITCHES: Readonly<Record<Switch, { title: string; hint: string }>> = {
  padding: { title: 'Padding', hint: 'Draw the padding that the next layer puts around a map' },
  contribution: {
    title: 'Contribution',
    hint: 'Show how much each pixel counts for the selected feature',
  },
  coverage: {
    title: 'Coverage',
    hint: 'Show how many features of the selected layer look at each pixel',
  },
  padding_seen: {
    title: 'Padding seen',
    hint: 'Show which features of each layer see padding, and how many',
  },
  heatmap: { title: 'Heatmap', hint: 'Show the weights that were measured' },
  folding: { title: 'Fold', hint: 'Fold layers of one size into stages (U)' },
  pointwise: {
    title: 'Pointwise',
    hint: 'Read attention and map-wide norms as pointwise, and leave gates out',
  },
};

export const isOn = (switched: Switch, view: View): boolean =>
  switched === 'pointwise' || switched === 'folding' ? view[switched] : view.overlays[switched];

/** What is switched most, in the order in which it gets room; what is on has room before it. */
const USUAL: readonly Switch[] = ['pointwise', 'contribution', 'padding'];
/** From this width on the header has switches at all. */
const LEAST_WIDTH = 860;
/** About how wide a box is with the gap before it, and a letter of its title. */
const [BOX, LETTER] = [40, 7.4] as const;

/**
 * The switches that stand in a header; the others are in the menu beside it.
 *
 * @param width - that of the header
 * @param taken - about how much of it name, views and tools take
 */
export function inHeader(
  switches: readonly Switch[],
  view: View,
  width: number,
  taken: number,
): readonly Switch[] {
  const on = switches.filter((each) => isOn(each, view) && each !== 'folding');
  const kept = new Set(on);
  let room = width - taken;
  for (const each of new Set([...on, ...USUAL, ...switches])) {
    if (!switches.includes(each)) continue;
    room -= BOX + LETTER * SWITCHES[each].title.length;
    if (width >= LEAST_WIDTH && room >= 0) kept.add(each);
  }
  return switches.filter((each) => kept.has(each));
}
