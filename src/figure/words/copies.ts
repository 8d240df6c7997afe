import type { Asked } from './asked.js';
import type { Readout } from './readout.js';
import type { Features } from './selection.js';

/** How a read-out is copied. */
export type CopyForm = 'text' | 'json' | 'python';

/** A tuple as Python has it. */
const tuple = (values: readonly number[]): string =>
  values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;

const quoted = (name: string): string => JSON.stringify(name);

const regionOf = ({ layer, index, extent }: Features): string =>
  extent
    ? `{"layer": ${quoted(layer)}, "index": ${tuple(index)}, "extent": ${tuple(extent)}}`
    : `(${quoted(layer)}, ${tuple(index)})`;

/** The call in Python that gives the same answer, of a network `net`. */
function pythonCall({ selection, pinned }: Asked): string {
  const { layer, index, extent, pixel } = selection;
  if (pixel) return `net.seen_by(${quoted(layer)}, ${tuple(pixel)})`;
  if (pinned && selection.pinned) {
    return `net.shared_pixels(${regionOf({ layer, index, ...(extent ? { extent } : {}) })}, ${regionOf(selection.pinned)})`;
  }
  const region = extent ? `, extent=${tuple(extent)}` : '';
  return `net.field(${quoted(layer)}, ${tuple(index)}${region})`;
}

/** The answer as data, with the keys that Python has. */
function answerOf({ selection, field, above, pinned }: Asked): unknown {
  if (selection.pixel) return above.get(selection.layer) ?? null;
  return pinned ? pinned.shared : { ...field, path: Object.fromEntries(field.path) };
}

/** A read-out as text, as JSON, or as the call in Python that gives the same. */
export function copyOf(form: CopyForm, asked: Asked, { subject, says, detail }: Readout): string {
  switch (form) {
    case 'text':
      return `${subject} ${says}. ${detail}`;
    case 'json':
      return JSON.stringify(answerOf(asked), null, 2);
    case 'python':
      return pythonCall(asked);
  }
}
