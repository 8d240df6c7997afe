import { LIMITS } from '../limits.js';
import type { ParameterValue } from '../layer.js';
import { LayerError } from '../layer-error.js';
import type { LayerType } from '../layer-type.js';
import { suggest } from '../nearest.js';
import type { Parameters } from '../parameters.js';
import type { Written } from './rows.js';

/** Keys that may stand on a layer of any type. */
export const COMMON: readonly string[] = ['name', 'type', 'inputs', 'channels', 'groups', 'note'];

function checkKeys(written: Written, type: LayerType, common: readonly string[]): void {
  for (const parameter of Object.keys(written)) {
    if (Object.hasOwn(type.parameters, parameter) || common.includes(parameter)) continue;
    const known = Object.keys(type.parameters);
    const nearest = suggest(parameter, [...known, ...common], 1);
    const value = written[parameter];
    throw new LayerError('parameter_unknown', {
      parameter,
      value,
      type: type.name,
      nearest,
      known,
    });
  }
}

/** Parameters read before, by the type and what was written: layers written alike share theirs. */
export type Alike = Map<string, Readonly<Record<string, ParameterValue>>>;

/** What was written as text where it is short, and made of words, whole numbers and their lists. */
function plainText(value: unknown, deep = 2): string | null {
  if (Number.isSafeInteger(value) || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value.length < 20 ? JSON.stringify(value) : null;
  if (!Array.isArray(value) || value.length > LIMITS.axes || deep === 0) return null;
  let text = '[';
  for (let i = 0; i < value.length; i += 1) {
    const entry = plainText(value[i], deep - 1);
    if (entry === null) return null;
    text += `${entry},`;
  }
  return `${text}]`;
}

/** The type and all that was written beside the common keys as text; `null` where it is not plain. */
function textOf(written: Written, type: LayerType, common: readonly string[]): string | null {
  let text = type.name;
  for (const key in written) {
    if (common.includes(key)) continue;
    const value = Object.hasOwn(type.parameters, key) ? plainText(written[key]) : null;
    if (value === null) return null;
    text += ` ${key}=${value}`;
  }
  return text;
}

/**
 * The parameters of a layer in their full form, defaults filled in.
 *
 * @param common - keys that are no parameters and may stand beside them
 * @param alike - parameters read before, over as many axes
 * @throws LayerError at the first one that is unknown, missing or wrong
 */
export function readParameters(
  written: Written,
  type: LayerType,
  axes: number,
  common: readonly string[] = [],
  alike: Alike = new Map(),
): Readonly<Record<string, ParameterValue>> {
  const text = textOf(written, type, common);
  const known = text === null ? undefined : alike.get(text);
  if (known) return known;
  checkKeys(written, type, common);
  const table: Parameters = type.parameters;
  const parameters: Record<string, ParameterValue> = {};
  for (const parameter of Object.keys(table)) {
    const { read, fallback } = table[parameter];
    const value = written[parameter];
    if (value !== undefined) {
      parameters[parameter] = read(value, axes, parameter);
    } else if (fallback) {
      parameters[parameter] = fallback(parameters, axes);
    } else {
      throw new LayerError('parameter_missing', { parameter, type: type.name });
    }
  }
  Object.freeze(parameters);
  if (text !== null) alike.set(text, parameters);
  return parameters;
}
