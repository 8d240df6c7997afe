import type { DrawnMap } from '../../maps.js';
import { corners } from '../../marks/projection.js';
import type { Affine } from '../../marks/projection.js';
import type { Scene } from '../../scene.js';

/** Above and below the screen maps are drawn still, so that what joins them runs out of it. */
const AROUND = 120;

/** The scene without the maps off the screen: of many a frame can paint only those that are seen. */
export function onScreen(scene: Scene, sheets: readonly Affine[]): Scene {
  const { screen, drawing, view } = scene;
  if (!screen) return scene;
  const around = AROUND * view.zoom;
  const isOff = ({ depth, frame: [height, width] }: DrawnMap): boolean => {
    const ys = corners(sheets[depth], [0, height], [0, width]).map(([, y]) => y);
    return Math.max(...ys) < screen[0] - around || Math.min(...ys) > screen[1] + around;
  };
  const offScreen = new Set(drawing.maps.filter(isOff).map(({ depth }) => depth));
  return { ...scene, offScreen };
}
