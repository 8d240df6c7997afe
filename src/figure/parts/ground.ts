import type { Box } from '../beam.js';
import { closed, group, mark, path } from '../marks/marks.js';
import type { Mark } from '../marks/marks.js';
import { corners, matrix } from '../marks/projection.js';
import type { Affine } from '../marks/projection.js';
import type { Scene } from '../scene.js';

/** The user's own picture, at the size of the input: as it is, and shaded, as addresses. */
export interface Picture {
  readonly bright: string;
  readonly shaded: string;
}

const imageMark = (href: string, [height, width]: readonly number[], affine: Affine): Mark =>
  mark('image', {
    href,
    x: 0,
    y: 0,
    width,
    height,
    transform: matrix(affine),
    preserveAspectRatio: 'none',
    'image-rendering': 'pixelated',
  });

/** The user's picture under the maps; shaded where something is selected. */
export function picture({ image, selected, drawing }: Scene, affine: Affine): Mark[] {
  if (!image || drawing.axes[0] < 0) return [];
  return [imageMark(selected ? image.shaded : image.bright, drawing.frame, affine)];
}

/** How much of the input's field is filled: not at all where what it sees is shown. */
export const groundFill = (
  { image, heat, drawing }: Scene,
  usual: number,
  { parts }: Pick<Box, 'parts'>,
): number => ((image && drawing.axes[0] >= 0) || heat ? 0 : parts ? usual / 4 : usual);

/**
 * What the selection sees of the image: the picture bright, by its weight where the contribution is
 * shown; without a picture the weights themselves.
 *
 * @param words - whether the lines of the weights have their numbers
 */
export function seenGround(
  scene: Scene,
  { y, x }: Pick<Box, 'y' | 'x'>,
  affine: Affine,
  words: boolean,
): Mark[] {
  const { image, heat, palette, drawing, prefix, gesture } = scene;
  const lines = heat && !gesture ? heat.kind.heatLines(heat.heat, scene, affine, words) : [];
  if (!image || drawing.axes[0] < 0) {
    return heat ? [heat.kind.heatImage(heat.heat, palette.accent, false, affine), ...lines] : [];
  }
  const id = `${prefix}seen`;
  const shape = heat
    ? heat.kind.heatImage(heat.heat, '#ffffff', true, affine)
    : path(closed(corners(affine, y, x)), { fill: '#fff' });
  return [
    mark('mask', { id, maskUnits: 'userSpaceOnUse', x: -1e4, y: -1e4, width: 2e4, height: 2e4 }, [
      shape,
    ]),
    group({ mask: `url(#${id})` }, [imageMark(image.bright, drawing.frame, affine)]),
    ...lines,
  ];
}
