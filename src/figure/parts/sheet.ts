import type { Box } from '../beam.js';
import { doubtMarks, edgeDots, isKnown } from './doubt.js';
import { picture } from './ground.js';
import type { Placement } from '../hit.js';
import { hull, latticePattern, paddingCells, resolves, TINT } from './lattice.js';
import type { DrawnMap } from '../maps.js';
import { closed, group, mark, path } from '../marks/marks.js';
import { featuresOn } from '../late.js';
import { laidOn } from '../overlays.js';
import type { Mark } from '../marks/marks.js';
import { veiled } from '../marks/palette.js';
import { corners } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import { depthColour, selectedLayer } from '../scene.js';
import type { Scene } from '../scene.js';
import { spreadMarks } from '../spread.js';

/** How much of what lies below a sheet is hidden by it. */
export const VEIL = 0.7;

/** Strength of the pixels that are read, where others between them are not. */
const PIXELS = 0.5;

/** Up to so many maps keep their squares inside the field while the stack is turned. */
const FEW = 24;

/** Id of the pattern that fills a map with its features. */
export const patternId = ({ prefix }: Scene, { depth }: DrawnMap): string => `${prefix}l${depth}`;

/** Whether a map is drawn feature by feature; during a gesture only the selected one is. */
export const inSquares = (scene: Scene, map: DrawnMap, affine: Affine): boolean =>
  (!scene.gesture || map.name === selectedLayer(scene)) && isKnown(map) && resolves(map, affine);

/** The same for the part of a map inside the field, which stays in squares while maps are few. */
export const fieldInSquares = (scene: Scene, map: DrawnMap, affine: Affine): boolean =>
  (!scene.gesture || scene.drawing.maps.length <= FEW) && isKnown(map) && resolves(map, affine);

/** Only maps whose row has room for its name are drawn; and the input, and what is asked about. */
export const isDrawn = (scene: Scene, { depth, name }: DrawnMap): boolean =>
  !scene.offScreen.has(depth) &&
  (depth === 0 ||
    scene.layout.rows[depth].labelled ||
    [selectedLayer(scene), scene.hovered?.field.layer, scene.lit].includes(name));

/** A map as a bare tint, while the stack is turned. */
function tinted(scene: Scene, map: DrawnMap, outline: string, veil: number): Mark {
  const { palette } = scene;
  const colour = depthColour(scene, map.depth);
  return group({ 'data-layer': map.name }, [
    path(outline, {
      ...veiled(palette.ground, veil, colour, isKnown(map) ? TINT.rest : 0),
      stroke: colour,
      'stroke-opacity': palette.edge[0],
    }),
  ]);
}

/** One map at the size of the image: a veil over what lies below, its features, its edge. */
export function sheet(scene: Scene, map: DrawnMap, affine: Affine, veil: number): Mark {
  if (!isDrawn(scene, map)) return group({ 'data-layer': map.name }, []);
  const { palette, selected, lit, gesture, view, prefix } = scene;
  const [height, width] = map.frame;
  const outline = closed(corners(affine, [0, height], [0, width]));
  const isSelected = map.name === selectedLayer(scene);
  const onPath = selected?.field.path.has(map.name) ?? false;
  const colour = depthColour(scene, map.depth);
  const fieldSquares = onPath && fieldInSquares(scene, map, affine);
  if (gesture && !isSelected && !fieldSquares) return tinted(scene, map, outline, veil);
  const squares = inSquares(scene, map, affine);
  const [rest, along] = palette.lattice;
  const tint = gesture ? TINT.gesture : TINT.rest;
  const strength = isSelected ? 2 : onPath || map.name === lit ? 1 : 0;
  const input = map.depth === 0;
  return group({ 'data-layer': map.name }, [
    path(outline, {
      fill: palette.ground ?? 'none',
      'fill-opacity': palette.ground ? veil : undefined,
      stroke: isSelected ? palette.accent : colour,
      'stroke-opacity': palette.edge[strength],
      'stroke-width': isSelected ? 1.4 : 1,
      ...edgeDots(map),
    }),
    ...(gesture ? [] : doubtMarks(scene, map, affine)),
    ...(input ? picture(scene, affine) : []),
    ...(squares || fieldSquares ? [latticePattern(patternId(scene, map), map, colour)] : []),
    ...(isKnown(map)
      ? featuresOn(scene, map, affine, hull(map), squares ? patternId(scene, map) : null, {
          colour,
          opacity: squares ? (onPath ? along : rest) : input ? 0.08 : tint,
        })
      : []),
    ...laidOn(scene, map, affine),
    ...(view.overlays.padding && !gesture
      ? paddingCells(`${prefix}p${map.depth}`, map, affine, palette.strongRule)
      : []),
  ]);
}

/** The features that a beam reads of a map, at full strength; on the image the pixels, where some are not. */
export function readMarks(
  scene: Scene,
  { map, y, x, parts }: Pick<Box, 'map' | 'y' | 'x' | 'parts'>,
  affine: Affine,
  squares: boolean,
): Mark[] {
  const { palette, prefix } = scene;
  const input = map.depth === 0;
  if (!isKnown(map) || (input && !parts)) return [];
  const paint = {
    colour: input ? palette.accent : depthColour(scene, map.depth),
    opacity: input ? PIXELS : squares ? palette.lattice[2] : TINT.field,
  };
  const pattern = squares && !input ? patternId(scene, map) : null;
  if (!parts) return featuresOn(scene, map, affine, [y, x], pattern, paint);
  return spreadMarks(map, parts, affine, {
    ...{ ...paint, pattern, id: `${prefix}g${map.depth}` },
    ...(input ? { cell: 1 } : {}),
  });
}

/** Where the sheets that are drawn lie, for hit testing. */
export const sheetPlacements = (scene: Scene, sheets: readonly Affine[]): Placement[] =>
  scene.drawing.maps
    .filter((map) => isDrawn(scene, map))
    .map((map) => ({ map, affine: sheets[map.depth], start: map.start, jump: map.jump }));

/**
 * Sheets one above the other, the lowest first. Where the colour of the page is known each brings its
 * own veil; where it is not, a mask fades what lies below it by as much.
 */
export function pile(
  { palette, drawing, layout, prefix }: Scene,
  sheets: readonly (readonly [Mark, Affine])[],
): readonly Mark[] {
  if (palette.ground) return sheets.map(([marks]) => marks);
  const all = { x: 0, y: 0, width: layout.width, height: layout.height };
  return sheets.reduce<Mark[]>((below, [marks, affine], i) => {
    if (below.length === 0) return [marks];
    const [height, width] = drawing.maps[i].frame;
    const id = `${prefix}m${i}`;
    return [
      mark('mask', { id, maskUnits: 'userSpaceOnUse', ...all }, [
        mark('rect', { ...all, fill: '#fff' }),
        path(closed(corners(affine, [0, height], [0, width])), {
          fill: '#000',
          'fill-opacity': VEIL,
        }),
      ]),
      group({ mask: `url(#${id})` }, below),
      marks,
    ];
  }, []);
}
