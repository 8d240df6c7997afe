import {
  dragTo,
  hitTest,
  imagePlace,
  layerInStrip,
  nearestFeature,
  wayAt,
} from '../figure/index.js';
import type { Features, Figure, Selection, View } from '../figure/index.js';
import type { Drag } from './gestures.js';
import { featureOf } from './model.js';
import type { Model } from './model.js';
import { between, nearest } from './moves.js';

type Point = readonly [x: number, y: number];

/** What the pointer can point at: a figure, of a model, with what is selected in it. */
export interface Ground {
  readonly model: Model;
  readonly figure: Figure;
  readonly selected: Selection | null;
}

/** The feature under a point of the screen. */
export function featureUnder({ model, figure, selected }: Ground, point: Point): Features | null {
  const way = wayAt(figure.ways, point);
  if (way && selected) return { layer: selected.layer, index: selected.index, via: way.via };
  const listed = model.rowOf.get(layerInStrip(figure.layout, point) ?? '');
  if (listed) {
    return nearest(selected, selected ? model.rowOf.get(selected.layer) : undefined, listed);
  }
  const hit = hitTest(figure.placements, point);
  return featureOf(model, hit, hit?.axes ?? figure.drawing.axes, selected);
}

/** What a click selects: a feature, or on the input the pixel, of which is asked what looks at it. */
export function pickedAt(ground: Ground, point: Point): Selection | null {
  const found = featureUnder(ground, point);
  if (found?.via) return ground.selected;
  return found?.layer === 'input' ? withPixel(ground, found.index) : found;
}

function withPixel({ model, selected }: Ground, pixel: readonly number[]): Selection {
  const { layer, index } = selected ?? model.middle;
  return layer === 'input' ? { layer, index: pixel } : { layer, index, pixel };
}

/** The pixel of the input under a point of the screen, whichever map lies there. */
export function pixelUnder(ground: Ground, point: Point): Selection | null {
  const { model, figure } = ground;
  const feature = featureUnder(ground, point);
  const cut = hitTest(figure.placements, point)?.axes;
  const placement = figure.placements.find(
    ({ map, axes }) => map.name === feature?.layer && axes === cut,
  );
  const map = cut ? placement?.map : figure.drawing.byName.get(feature?.layer ?? '');
  const place = placement && map && imagePlace(placement, map, point);
  if (!feature || !map || !place) return null;
  const centre = nearest(feature, model.rowOf.get(feature.layer), model.rows[0]).index;
  const axes = cut ?? figure.drawing.axes;
  const pixel = centre.map((own, axis) => {
    const drawn = axes.indexOf(axis);
    const at = drawn < 0 ? own : Math.floor(place[drawn]);
    return Math.min(model.network.inputSize[axis] - 1, Math.max(0, at));
  });
  return withPixel(ground, pixel);
}

/** The region that a drag from one point to another spans, on the map where it began. */
export function regionBetween(ground: Ground, from: Point, to: Point): Features | null {
  const { figure } = ground;
  const first = featureUnder(ground, from);
  const placement = first && figure.placements.find(({ map }) => map.name === first.layer);
  const end = placement && nearestFeature(placement, to);
  if (!first || !end) return null;
  const { axes } = figure.drawing;
  const last = first.index.map((u, axis) => {
    const drawn = axes.indexOf(axis);
    return drawn < 0 ? u : end[drawn];
  });
  return between(first.layer, first.index, last);
}

/** What a drag does: it turns the stack, moves the cuts of slices, and elsewhere spans a region. */
export function dragOf({ mode }: View, selected: Selection | null, shift: boolean): Drag {
  if (mode === 'slices' && selected) return 'slide';
  return mode === 'stack' && !shift ? 'turn' : 'region';
}

/** Where a drag moves a feature in the cut in which it began. */
export function draggedTo(
  { figure, model }: Ground,
  { layer, index }: Selection,
  from: Point,
  to: Point,
): Features | null {
  const own = figure.drawing.axes;
  const hit = dragTo(figure.placements, from, to, ({ axes = own }) => [
    index[axes[0]],
    index[axes[1]],
  ]);
  return hit && featureOf(model, hit, hit.axes ?? own, { layer, index });
}
