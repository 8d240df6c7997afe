export { cellsOf, noteOf, shortField, showParameter } from './cells.js';
export { draw } from './draw.js';
export type { Figure, FigureSource } from './draw.js';
export { canFold } from './folds.js';
export { writeText } from './export/index.js';
export type { TextFormat } from './export/index.js';
export { fingerprint } from './fingerprint.js';
export { hitTest, locate } from './hit.js';
export type { Hit, Placement } from './hit.js';
export { breadthOf } from './layout.js';
export type { Breadth, Columns, Layout, RowPlace } from './layout.js';
export type { Mark } from './marks.js';
export { show, showAxes, showSize } from './numbers.js';
export { ANY_GROUND, DARK, LIGHT } from './palette.js';
export type { Palette } from './palette.js';
export { readout, readoutIn } from './readout.js';
export type { Readout } from './readout.js';
export { staticFigure } from './static.js';
export type { StaticFigure } from './static.js';
export { writeSvg } from './svg.js';
export { inUnits, scaleOf, showInUnits, showUnit, unitCells } from './units.js';
export type { Scale } from './units.js';
export {
  DEFAULT_VIEW,
  defaultSelection,
  defaultView,
  MODES,
  readSelection,
  readView,
  sizeOf,
  ZOOM_RANGE,
} from './view.js';
export type { AxisName, Mode, Selection, View } from './view.js';
export { isLoaded, loadView } from './views.js';
export { workedEquations } from './worked.js';
export type { Equation, Role, Token } from './worked.js';
