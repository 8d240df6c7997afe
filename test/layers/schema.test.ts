import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { schemaText } from '../../scripts/schema.mjs';
import { LayerError, readNetwork, registry } from '../../src/layers/index.js';

interface OfType {
  readonly if: { readonly properties: { readonly type: { readonly const: string } } };
  readonly then: {
    readonly properties: Readonly<Record<string, { description?: string }>>;
    readonly required: readonly string[];
  };
}

const text = readFileSync(new URL('../../ipyreceptive/rf.schema.json', import.meta.url), 'utf8');
const { layer } = (JSON.parse(text) as { definitions: { layer: Record<string, unknown> } })
  .definitions;
const common = Object.keys(layer.properties as object);
const described = new Map(
  (layer.allOf as OfType[]).map((each) => [each.if.properties.type.const, each.then]),
);

describe('the JSON schema', () => {
  test('is written as it is described', () => {
    expect(text).toBe(schemaText());
  });

  test('has every type of the registry, and no other', () => {
    expect([...described.keys()].sort()).toEqual([...registry.keys()].sort());
    const names = (layer.properties as { type: { enum: string[] } }).type.enum;
    expect(names.sort()).toEqual([...registry.keys()].sort());
  });

  test.each([...registry])('%s has its parameters, each with a description', (name, type) => {
    const { properties } = described.get(name)!;
    const own = Object.keys(properties).filter((key) => !common.includes(key));
    expect(own.sort()).toEqual(Object.keys(type.parameters).sort());
    for (const key of own) expect(properties[key].description).toMatch(/\.$/);
  });

  test.each([...registry.keys()])('%s misses what must be given', (type) => {
    const given: Record<string, unknown> = { kernel_size: 1, output_size: 1, scope: 'pixel' };
    Object.assign(given, { padding: 0, cropping: 0, factor: 1, reason: 'secret' });
    const { required } = described.get(type)!;
    for (const missing of required) {
      const rest = required.filter((key) => key !== missing).map((key) => [key, given[key]]);
      const layers = [{ type, ...Object.fromEntries(rest) }];
      expect(() => readNetwork(layers, { inputSize: 4 })).toThrow(LayerError);
    }
    const whole = Object.fromEntries(required.map((key) => [key, given[key]]));
    const sized = type === 'upsample' ? { scale_factor: 2 } : whole;
    expect(readNetwork([{ type, ...sized }], { inputSize: 4 }).layers).toHaveLength(1);
  });
});
