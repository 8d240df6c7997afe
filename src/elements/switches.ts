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

/** Switches that have room in a header of middle width; those that are on always have. */
const USUAL: readonly Switch[] = ['pointwise', 'contribution', 'padding'];
/** From these widths on the header has room for the usual ones, and for all. */
const ROOM = { usual: 860, all: 1200 } as const;

/** The switches that stand in a header of some width; the others are in the menu beside it. */
export const inHeader = (
  switches: readonly Switch[],
  view: View,
  width: number,
): readonly Switch[] =>
  switches.filter(
    (each) =>
      (isOn(each, view) && each !== 'folding') ||
      width >= ROOM.all ||
      (width >= ROOM.usual && USUAL.includes(each)),
  );
