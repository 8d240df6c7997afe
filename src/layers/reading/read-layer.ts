import { LIMITS } from '../limits.js';
import type { Layer } from '../layer.js';
import { LayerError } from '../layer-error.js';
import { foreignType } from './foreign-types.js';
import type { LayerType } from '../layer-type.js';
import { suggest } from '../nearest.js';
import { readNumber } from '../parameters.js';
import { registry } from '../registry.js';
import type { Written } from './rows.js';

/** The type of a layer, or an error that says which types there are. */
export function readType(type: unknown): LayerType {
  const found = typeof type === 'string' ? registry.get(type) : undefined;
  if (found) return found;
  const known = Array.from(registry.keys());
  const refuse = (code: string, values = {}): LayerError =>
    new LayerError(code, { parameter: 'type', value: type, known, ...values });
  if (type === undefined) throw refuse('type_missing');
  if (typeof type !== 'string') throw refuse('type_form');
  const meant = foreignType(type);
  throw refuse('type_unknown', { nearest: meant ? [meant] : suggest(type, known, 1) });
}

/** `channels`, `groups` and `note`: kept as they are, the arithmetic never sees them. */
export function readRemarks(written: Written): Pick<Layer, 'channels' | 'groups' | 'note'> {
  const remarks: { channels?: number; groups?: number; note?: string } = {};
  for (const parameter of ['channels', 'groups'] as const) {
    const value = written[parameter];
    if (value !== undefined && value !== null) remarks[parameter] = readNumber(value, parameter, 1);
  }
  const value = written.note;
  if (value === undefined || value === null) return remarks;
  if (typeof value !== 'string') throw new LayerError('text_form', { parameter: 'note', value });
  if (value.length > LIMITS.text) {
    throw new LayerError('text_too_long', { length: value.length, limit: LIMITS.text });
  }
  return { ...remarks, note: value };
}
