import { describe, expect, test } from 'vitest';
import { UnknownPresetError, findPresets } from '../../src/layers/presets.js';
import type { Preset } from '../../src/layers/presets.js';

const preset = (
  name: string,
  title: string,
  description: string,
  ...keywords: string[]
): Preset => ({
  ...{ name, title, description, keywords },
  checked: 'nowhere',
});

const PRESETS = [
  preset('resnet18', 'ResNet-18 (torchvision)', 'Residual blocks of two', 'image', 'pytorch'),
  preset('resnet50', 'ResNet-50 (torchvision)', 'Bottlenecks of three', 'image', 'pytorch'),
  preset('wavenet', 'WaveNet', 'A stack over sound', 'Audio', 'causal'),
];

describe('a search in presets', () => {
  test.each<[string, string[]]>([
    ['', ['resnet18', 'resnet50', 'wavenet']],
    ['  ', ['resnet18', 'resnet50', 'wavenet']],
    ['resnet', ['resnet18', 'resnet50']],
    ['RESNET-50', ['resnet50']],
    ['bottlenecks', ['resnet50']],
    ['audio', ['wavenet']],
    ['  image\t residual ', ['resnet18']],
    ['image sound', []],
    ['nowhere', []],
  ])('for "%s"', (text, names) => {
    expect(findPresets(PRESETS, text).map(({ name }) => name)).toEqual(names);
  });
});

describe('a preset that there is not', () => {
  const names = PRESETS.map(({ name }) => name);

  test('is named with those that may be meant', () => {
    const error = new UnknownPresetError('resnet5', names);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'UnknownPresetError', preset: 'resnet5' });
    expect(error.nearest[0]).toBe('resnet50');
    expect(error.message).toContain('"resnet5"');
    expect(error.message).toContain('resnet50');
  });

  test.each([5, null, ['resnet50']])('also where it is %j', (value) => {
    const error = new UnknownPresetError(value, names);
    expect(error).toMatchObject({ preset: value, nearest: [] });
  });
});
