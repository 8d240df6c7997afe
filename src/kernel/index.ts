/**
 * The core for a host that speaks JSON: Python runs this file in V8 and calls
 * `ipyreceptive.call`. The networks that were asked about last are kept read.
 */
import { IndexRangeError, UnknownLayerError } from '../arithmetic/index.js';
import '../figure/views/graph/structured-clone.js';
import '../figure/all-views.js';
import { LayerError } from '../layers/index.js';
import { UnknownPresetError } from '../layers/presets.js';
import { toPython } from '../layers/reading/python-value.js';
import { VERSION } from '../version.js';
import { methods } from './methods.js';
import { Forgotten, open, parsed } from './networks.js';
import type { Requests } from './requests.js';

function described(error: unknown): object {
  if (error instanceof LayerError) {
    const { message, layer, parameter, value } = error;
    return { kind: 'layer', message, layer, parameter, value };
  }
  if (error instanceof UnknownLayerError) {
    const { message, layer, nearest } = error;
    return { kind: 'key', message, name: layer ?? null, nearest };
  }
  if (error instanceof UnknownPresetError) {
    const { message, preset, nearest } = error;
    return { kind: 'key', message, name: preset, nearest };
  }
  if (error instanceof Forgotten) return { kind: 'forgotten', message: error.message };
  if (error instanceof IndexRangeError) return { kind: 'index', message: error.message };
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}

interface Call {
  readonly method: keyof Requests;
  readonly network: number;
  readonly written?: string;
}

/**
 * Answers one request.
 *
 * @param request - JSON: `{"method": "table", "network": 1}`
 * @returns JSON: `{"result": ...}`, or `{"error": {"kind": ..., "message": ...}}` with `kind` one of
 *   `layer`, `key`, `index`, `forgotten` and `internal`
 */
function call(request: string): string {
  try {
    const { method, written, ...rest } = parsed(request) as Call;
    if (written !== undefined) open(rest.network, written);
    return JSON.stringify({ result: (methods[method] as (given: object) => unknown)(rest) });
  } catch (error) {
    return JSON.stringify({ error: described(error) }, toPython);
  }
}

Object.assign(globalThis, { ipyreceptive: { call, version: VERSION } });
