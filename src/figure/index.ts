export { ask, drawnOf, fieldOf, subjectOf } from './words/asked.js';
export type { Asked } from './words/asked.js';
export { cellsOf, noteOf, shortField, showField, showParameter } from './words/cells.js';
export { copyOf } from './words/copies.js';
export type { CopyForm } from './words/copies.js';
export { draw } from './draw.js';
export type { Figure, FigureSource } from './draw.js';
export { blocksIn, canFold, strideOver } from './folds.js';
export { writeText } from './export/index.js';
export type { TextWidth } from './words/fit.js';
export type { TextFormat } from './export/index.js';
export { fingerprint } from './fingerprint.js';
export { dragTo, hitTest, imagePlace, locate, nearestFeature, wayAt } from './hit.js';
export type { Hit, Placement, WayPlace } from './hit.js';
export { breadthOf, tableCells } from './columns.js';
export type { Breadth, Columns } from './columns.js';
export type { Layout, RowPlace } from './layout.js';
export type { Picture } from './parts/ground.js';
export { onPaper } from './marks/paper.js';
export type { Heatmap } from './overlays/heatmap-form.js';
export { hasParts, layerInStrip, loadParts } from './late.js';
export type { Mark } from './marks/marks.js';
export { show, showAxes, showSize } from './words/numbers.js';
export { ANY_GROUND, DARK, LIGHT } from './marks/palette.js';
export type { Palette } from './marks/palette.js';
export { readout, readoutIn, readoutOf, wayReadout } from './words/readout.js';
export type { Readout } from './words/readout.js';
export { defaultSelection, readSelection, sizeOf } from './words/selection.js';
export type { Features, Selection } from './words/selection.js';
export { shadesOf } from './marks/shades.js';
export { shortName, shortNames } from './words/short-name.js';
export { staticFigure } from './static.js';
export type { StaticFigure } from './static.js';
export { writeSvg } from './marks/svg.js';
export { inUnits, scaleOf, showInUnits, showUnit, unitCells } from './words/units.js';
export type { Scale } from './words/units.js';
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
export { workedEquations } from './words/worked.js';
export type { Equation, Role, Token } from './words/worked.js';
