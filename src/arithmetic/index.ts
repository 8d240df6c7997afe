export { Fraction } from './exact.js';
export type { Exact } from './exact.js';
export { field } from './field.js';
export type { Field, PathStep, Range } from './field.js';
export { lattices } from './lattices.js';
export { featureCenter } from './feature-center.js';
export { IndexRangeError, UnknownLayerError } from './query-errors.js';
export type { Phase, Reason, Row, Status } from './row.js';
export type { Run } from './runs.js';
