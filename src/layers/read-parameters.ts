import type { ParameterValue } from './layer.js';
import { LayerError } from './layer-error.js';
import type { LayerType } from './layer-type.js';
import { suggest } from './nearest.js';
import type { Parameters } from './parameters.js';
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

/**
 * The parameters of a layer in their full form, defaults filled in.
 *
 * @param common - keys that are no parameters and may stand beside them
 * @throws LayerError at the first one that is unknown, missing or wrong
 */
export function readParameters(
  written: Written,
  type: LayerType,
  axes: number,
  common: readonly string[] = [],
): Readonly<Record<string, ParameterValue>> {
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
  return Object.freeze(parameters);
}
