export { ask, drawnOf, fieldOf, subjectOf } from './asked.js';
export type { Asked } from './asked.js';
export { cellsOf, noteOf, shortField, showField, showParameter } from './cells.js';
export { copyOf } from './copies.js';
export type { CopyForm } from './copies.js';
export { draw } from './draw.js';
export type { Figure, FigureSource } from './draw.js';
export { blocksIn, canFold, strideOver } from './folds.js';
export { writeText } from './export/index.js';
export type { TextWidth } from './fit.js';
export type { TextFormat } from './export/index.js';
export { fingerprint } from './fingerprint.js';
export { dragTo, hitTest, imagePlace, locate, nearestFeature, wayAt } from './hit.js';
export type { Hit, Placement, WayPlace } from './hit.js';
export { breadthOf, tableCells } from './columns.js';
export type { Breadth, Columns } from './columns.js';
export type { Layout, RowPlace } from './layout.js';
export type { Picture } from './ground.js';
export { onPaper } from './paper.js';
export type { Heatmap } from './heatmap-form.js';
export { hasParts, layerInStrip, loadParts } from './late.js';
export type { Mark } from './marks.js';
export { show, showAxes, showSize } from './numbers.js';
export { ANY_GROUND, DARK, LIGHT } from './palette.js';
export type { Palette } from './palette.js';
export { readout, readoutIn, readoutOf, wayReadout } from './readout.js';
export type { Readout } from './readout.js';
export { defaultSelection, readSelection, sizeOf } from './selection.js';
export type { Features, Selection } from './selection.js';
export { shadesOf } from './shades.js';
export { shortName, shortNames } from './short-name.js';
export { staticFigure } from './static.js';
export type { StaticFigure } from './static.js';
export { writeSvg } from './svg.js';
export { inUnits, scaleOf, showInUnits, showUnit, unitCells } from './units.js';
export type { Scale } from './units.js';
export {
  DEFAULT_VIEW,
  defaultView,
  MODES,
  modesOf,
  OVERLAYS,
  readView,
  HEIGHT_RANGE,
  ZOOM_RANGE,
} from './view.js';
export type { AxisName, Mode, Overlay, View } from './view.js';
export { isLoaded, loadView } from './views.js';
export { workedEquations } from './worked.js';
export type { Equation, Role, Token } from './worked.js';
