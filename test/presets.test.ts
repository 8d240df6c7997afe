import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modelFiles, presetFiles } from '../scripts/presets.mjs';
import { field, lattices } from '../src/arithmetic/index.js';
import type { Row } from '../src/arithmetic/index.js';
import { readNetwork } from '../src/layers/index.js';
import type { Network } from '../src/layers/index.js';
import { UnknownPresetError, preset, presets } from '../src/presets.js';
import { article, models, published } from './arithmetic/truth.js';
import type { Border } from './arithmetic/truth.js';

/** One layer of a preset, measured on a real module; all axes are alike away from the borders. */
interface Measured {
  readonly name: string;
  readonly n: readonly number[];
  readonly r: number;
  readonly r_range: readonly number[];
  readonly j: number;
  /** `null` where it differs from feature to feature. */
  readonly start: number | null;
  readonly dense: boolean;
  readonly border: readonly Border[];
}

interface Published {
  readonly name: string;
  readonly size: number;
  readonly rows: readonly { name: string; r: number; j: number; effective_padding: number }[];
}

const load = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/presets/${file}.json`, import.meta.url), 'utf8'));

const measured = load('measured') as readonly { name: string; rows: readonly Measured[] }[];
/** Features of a model that was read: layer, place, first and last pixel an axis, how many. */
type Feature = readonly [string, readonly number[], readonly (readonly number[])[], number];
const modelled = load('models') as readonly { name: string; features: readonly Feature[] }[];
const resnets = load('published') as readonly Published[];
const index = await presets();

const rowOf = (network: Network, name: string): Row => {
  const row = lattices(network).find((each) => each.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
};

const onAll = (network: Network, value: unknown): unknown[] => network.inputSize.map(() => value);

function expectBorder(network: Network, { name, n }: Row, border: readonly Border[]): void {
  border[0].u.forEach((_, i) => {
    const place = border.map(({ u }) => u[i]);
    const { clipped, count } = field(network, name, place);
    const seen = n.map((_size, axis) => [...(clipped[axis] ?? []), count[axis]]);
    expect([name, place, seen]).toEqual([name, place, border.map(({ fields }) => fields[i])]);
  });
}

/** What is known of each preset from elsewhere. */
const checks = new Map<string, ((network: Network) => void)[]>();
const check = (name: string, run: (network: Network) => void): void => {
  checks.set(name, [...(checks.get(name) ?? []), run]);
};

check('alexnet_article', (network) => {
  for (const { layer, n, j, r, start } of article.alexnet_article_227) {
    const row = rowOf(network, layer);
    expect([row.n, row.j, row.r, row.start]).toEqual([n, j, r, start].map((x) => [x, x]));
  }
});

for (const { id, rows } of models) {
  check(id, (network) => {
    for (const { name, n, r, j, start, dense, border } of rows) {
      const row = rowOf(network, name);
      expect({ ...row, name }).toMatchObject({ n, r, j, start, dense });
      expectBorder(network, row, border);
    }
  });
}

for (const { id, rows } of published) {
  const [name, size] = id.split('@');
  check(name, (network) => {
    const resized = readNetwork(network, { inputSize: Number(size) });
    for (const { name: layer, n, j, r, start } of rows) {
      const row = rowOf(resized, layer);
      expect([row.n, row.j, row.r, row.start]).toEqual([n, j, r, start].map((x) => [x, x]));
    }
  });
}

for (const { name, size, rows } of resnets) {
  check(name, (network) => {
    const resized = readNetwork(network, { inputSize: size });
    for (const { name: layer, r, j, effective_padding: padding } of rows) {
      const row = rowOf(resized, layer);
      expect([row.r, row.j, row.effective_padding]).toEqual([r, j, padding].map((x) => [x, x]));
    }
  });
}

for (const { name, rows } of measured) {
  check(name, (network) => {
    for (const { name: layer, n, r, r_range, j, start, dense, border } of rows) {
      const row = rowOf(network, layer);
      expect([layer, row.n]).toEqual([layer, n]);
      const measures = { r, r_range, j, dense, ...(start === null ? {} : { start }) };
      for (const [key, value] of Object.entries(measures)) {
        expect([layer, key, row[key as keyof Row]]).toEqual([layer, key, onAll(network, value)]);
      }
      expectBorder(network, row, border);
    }
  });
}

for (const { name, features } of modelled) {
  check(name, (network) => {
    for (const [layer, place, clipped, pixels] of features) {
      const found = field(network, layer, place);
      expect([layer, found.clipped, found.pixels]).toEqual([layer, clipped, pixels]);
    }
  });
}

describe('presets', () => {
  test.each(index)('$name is what was measured or published', async ({ name, title, checked }) => {
    const network = await preset(name);
    expect(network.name).toBe(title);
    expect(checked).not.toBe('');
    const known = checks.get(name) ?? [];
    expect(known.length).toBeGreaterThan(0);
    for (const run of known) run(network);
  });

  test('numbers that people know', async () => {
    expect(rowOf(await preset('resnet50'), 'layer4.2.conv3').r).toEqual([427, 427]);
    expect(rowOf(await preset('resnet_v1_50'), 'block4').r).toEqual([483, 483]);
    expect(rowOf(await preset('vgg16'), 'features.30').r).toEqual([212, 212]);
    expect(rowOf(await preset('pix2pix_discriminator'), 'output').r).toEqual([70, 70]);
    const wavenet = await preset('wavenet');
    const block = field(wavenet, 'block1/dilation512', 8000, { to: 'causal' });
    expect(block.size).toEqual([1024]);
    expect(rowOf(await preset('tcn'), 'network.7').r).toEqual([1 + 2 * (7 - 1) * (2 ** 8 - 1)]);
  });

  test('at another size', async () => {
    expect((await preset('vgg16', { inputSize: [320, 480] })).inputSize).toEqual([320, 480]);
  });

  test('an unknown name, with the nearest ones', async () => {
    await expect(preset('resnet-50')).rejects.toThrow(UnknownPresetError);
    await expect(preset('resnet-50')).rejects.toMatchObject({ preset: 'resnet-50' });
    await expect(preset('resnet-50')).rejects.toThrow('Did you mean resnet50');
    await expect(preset('../index')).rejects.toThrow(UnknownPresetError);
  });

  test('are found by words', async () => {
    const names = async (text: string): Promise<string[]> =>
      (await presets(text)).map(({ name }) => name);
    expect((await names('resnet pytorch')).slice(0, 5)).toEqual(
      ['18', '34', '50', '101', '152'].map((depth) => `resnet${depth}`),
    );
    expect(await names('  PatchGAN ')).toEqual(['pix2pix_discriminator']);
    expect(await names('dilated')).toEqual(['wavenet', 'tcn']);
    expect(await names('no such network')).toEqual([]);
    expect(await names('')).toEqual(index.map(({ name }) => name));
  });

  test('are written as they are described', () => {
    const folder = new URL('../ipyreceptive/presets/', import.meta.url);
    const files = presetFiles();
    expect(readdirSync(folder).sort()).toEqual([...files.keys(), ...modelFiles].sort());
    for (const [file, text] of files) {
      expect(readFileSync(new URL(file, folder), 'utf8')).toBe(text);
    }
  });
});
