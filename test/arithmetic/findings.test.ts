import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pixelsRead } from '../../src/arithmetic/findings/pixels-read.js';
import { KINDS } from '../../src/arithmetic/findings/index.js';
import { findings, lattices } from '../../src/arithmetic/index.js';
import type { Finding } from '../../src/arithmetic/index.js';
import { volume } from '../../src/arithmetic/sets/products.js';
import { readNetwork, registry, sentence } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { bruteForce, positionsOf } from './brute-force.js';
import { ALL_TYPES } from './random-layers.js';
import { randomNetwork } from './random-networks.js';
import { models } from './truth.js';
import { random } from '../random.js';

const page = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');

interface Example {
  readonly code: string;
  readonly severity: 'warning' | 'info';
  readonly shows: unknown;
  readonly says: string;
  readonly justNot: unknown;
}

/** The kinds of docs/findings.md, each with its two networks. */
function examples(): Example[] {
  const [, warnings, infos] = page.split(/^## /m);
  return [warnings, infos].flatMap((part, i) =>
    part
      .split(/^### /m)
      .slice(1)
      .map((section) => {
        const [shows, justNot] = Array.from(
          section.matchAll(/```json\n([\s\S]*?)```/g),
          ([, text]): unknown => JSON.parse(text),
        );
        const says = (/^> (.*)$/m.exec(section) as RegExpExecArray)[1];
        const code = (/^`(\w+)`/.exec(section) as RegExpExecArray)[1];
        const severity = i === 0 ? 'warning' : 'info';
        return { code, severity, shows, says, justNot };
      }),
  );
}

const said = ({ code, values }: Finding): string => sentence(code, values);
const codes = (network: Network): string[] => findings(network).map(({ code }) => code);
const warnings = (network: Network): Finding[] =>
  findings(network).filter(({ severity }) => severity === 'warning');

describe('docs/findings.md', () => {
  test('has every kind', () => {
    expect(examples().map(({ code }) => code)).toEqual(KINDS.map(({ code }) => code));
  });

  describe.each(examples())('$code', ({ code, severity, shows, says, justNot }) => {
    test('is shown by the first network, alone among warnings', () => {
      const found = findings(readNetwork(shows));
      const own = found.filter((finding) => finding.code === code);
      expect(own.map(said)).toEqual([says]);
      expect(own[0].severity).toBe(severity);
      expect(found.filter((other) => other.severity === 'warning')).toEqual(
        severity === 'warning' ? own : [],
      );
    });

    test('is not shown by the second, nor any warning', () => {
      const network = readNetwork(justNot);
      expect(codes(network)).not.toContain(code);
      expect(warnings(network)).toEqual([]);
    });
  });
});

/** VGG-16 without its fully connected layers. */
const vgg = (inputSize: unknown): Network => {
  const convs = [2, 2, 3, 3, 3].map((count, block) =>
    Array.from({ length: count }, (_, i) => [`conv${block + 1}_${i + 1}`, 3, 1, 1]),
  );
  const layers = convs.flatMap((block, i): unknown[] => [...block, [`pool${i + 1}`, 2, 2]]);
  return readNetwork(layers, { inputSize });
};

describe('a clean network', () => {
  test.each(models.map(({ id, network }) => [id, network] as const))('%s', (_, network) => {
    expect(warnings(readNetwork(network))).toEqual([]);
  });

  test('VGG-16 at 224', () => {
    expect(warnings(vgg(224))).toEqual([]);
  });

  test.each([
    ['transposed convolutions', { type: 'conv_transpose', kernel_size: 2, stride: 2 }],
    ['bilinear upsampling', { type: 'upsample', scale_factor: 2, mode: 'bilinear' }],
  ])('the padded U-Net with %s at 256', (_, up) => {
    const block = (name: string): unknown[] => [
      [`${name}a`, 3, 1, 1],
      [`${name}b`, 3, 1, 1],
    ];
    const down = [1, 2, 3, 4].flatMap((depth) => [
      ...block(`down${depth}`),
      [`pool${depth}`, 2, 2, 0],
    ]);
    const ups = [4, 3, 2, 1].flatMap((depth) => [
      { name: `up${depth}`, ...up },
      { name: `cat${depth}`, type: 'concat', inputs: [`down${depth}b`, `up${depth}`] },
      ...block(`up${depth}`),
    ]);
    const layers = [...down, ...block('middle'), ...ups, ['out', 1, 1, 0]];
    expect(warnings(readNetwork(layers, { inputSize: 256 }))).toEqual([]);
  });

  test('pixels that a stride leaves out are no holes of a dilation', () => {
    const layers = [
      ['one', 1, 2, 0],
      ['three', 3, 1, 1],
    ];
    const found = codes(readNetwork(layers, { inputSize: 16 }));
    expect(found).not.toContain('dilation_holes');
    expect(found).toContain('blind_pixels');
  });

  test('axes that share a fault are named together, all of them not at all', () => {
    const axesOf = (inputSize: number[]): unknown =>
      warnings(readNetwork([['pool', 2, 2, 0]], { inputSize })).map(({ values }) => values.axis);
    expect(axesOf([9, 9, 8])).toEqual(['z, y']);
    expect(axesOf([8, 8, 9])).toEqual(['x']);
    expect(axesOf([9, 9, 9])).toEqual([null]);
    expect(axesOf([9, 9])).toEqual([null]);
  });

  test('a few convolutions on a larger image say nothing at all', () => {
    expect(
      findings(
        readNetwork(
          [
            [3, 1, 1],
            [3, 1, 1],
            ['pool', 2, 2],
          ],
          { inputSize: 32 },
        ),
      ),
    ).toEqual([]);
  });

  test('a shortcut that skips pixels beside a path that reads them', () => {
    const layers = [
      { name: 'a', type: 'conv', kernel_size: 3, stride: 2, padding: 1 },
      { name: 'b', type: 'conv', kernel_size: 1, stride: 2, inputs: ['input'] },
      { name: 'sum', type: 'add', inputs: ['a', 'b'] },
    ];
    expect(warnings(readNetwork(layers, { inputSize: 32 }))).toEqual([]);
  });

  test('a causal stack of even kernels, cropped at its end', () => {
    const chomp = (d: number): unknown[] => [
      { type: 'conv', kernel_size: 2, dilation: d, padding: d },
      { type: 'crop', cropping: [[0, d]] },
    ];
    const padded = [1, 2, 4, 8].map((d) => ({
      type: 'conv',
      kernel_size: 2,
      dilation: d,
      padding: [[d, 0]],
    }));
    expect(warnings(readNetwork(padded, { inputSize: [64] }))).toEqual([]);
    expect(warnings(readNetwork([1, 2, 4, 8].flatMap(chomp), { inputSize: [64] }))).toEqual([]);
  });
});

describe('what has one cause is said once', () => {
  test('all pools that drop something, with sizes that no longer do', () => {
    const [finding, ...more] = warnings(vgg([255, 224]));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: 'rows_dropped',
      layer: 'pool1',
      values: { axis: 'y', count: 1, n: 255, more: 4, pixels: 31, smaller: 224, larger: 256 },
    });
    for (const size of [224, 256]) expect(warnings(vgg([size, 224]))).toEqual([]);
  });

  test('padding at the end is named where a single layer drops', () => {
    const network = (padding: unknown): Network =>
      readNetwork([['pool', 3, 2, padding]], { inputSize: [12] });
    expect(findings(network(0))).toMatchObject([{ code: 'rows_dropped', values: { padding: 1 } }]);
    expect(findings(network([[0, 1]]))).toEqual([]);
  });

  test('an even kernel in a residual block is the reason, not a finding beside it', () => {
    const block = (kernel: number): Network =>
      readNetwork(
        [
          { name: 'a', type: 'conv', kernel_size: kernel, padding: 'same' },
          { name: 'sum', type: 'add', inputs: ['a', 'input'] },
        ],
        { inputSize: 32 },
      );
    expect(findings(block(4)).map(said)).toEqual([
      'a and input do not line up in sum: they are 0.5 pixels apart; an odd kernel in a would bring them together',
    ]);
    expect(findings(block(5))).toEqual([]);
  });

  test('branches with holes that meet', () => {
    const branch = (d: number): object => ({
      name: `d${d}`,
      type: 'conv',
      kernel_size: 3,
      dilation: d,
      padding: d,
      inputs: ['input'],
    });
    const layers = [branch(6), branch(12), { name: 'x', type: 'concat', inputs: ['d6', 'd12'] }];
    const network = readNetwork(layers, { inputSize: 64 });
    expect(warnings(network)).toMatchObject([
      { code: 'dilation_holes', layer: 'd6', values: { more: 1 } },
    ]);
  });

  test('holes are said where they begin, and not where a later layer fills them', () => {
    const network = (...dilations: number[]): Network =>
      readNetwork(
        dilations.map((d) => [3, 1, d, d]),
        { inputSize: 64 },
      );
    expect(warnings(network(1, 4, 4))).toMatchObject([{ layer: 'conv2' }]);
    expect(warnings(network(2, 1))).toEqual([]);
  });

  test('holes that a last linear layer hides are still there', () => {
    const layers = [[3, 1, 2, 2], [3, 1, 2, 2], { type: 'global_pool' }];
    expect(codes(readNetwork(layers, { inputSize: 32 }))).toEqual(['dilation_holes']);
  });
});

describe('merges that do not line up', () => {
  const even = (name: string, kernel_size: number[], input: string): object => ({
    ...{ name, type: 'conv', kernel_size, padding: 'same', inputs: [input] },
  });
  const add = (name: string, ...inputs: string[]): object => ({ name, type: 'add', inputs });
  const found = (layers: object[], inputSize = [32, 32]): unknown[] =>
    findings(readNetwork(layers, { inputSize }))
      .filter(({ code }) => code === 'misaligned')
      .map(({ layer, severity, values }) => [layer, values.axis, severity]);

  test('are said where that begins, on each axis', () => {
    const [tall, wide] = [even('tall', [2, 1], 'input'), even('wide', [1, 2], 'first')];
    const layers = [tall, add('first', 'tall', 'input'), wide, add('second', 'wide', 'first')];
    expect(found(layers)).toEqual([
      ['first', 'y', 'warning'],
      ['second', 'x', 'warning'],
    ]);
  });

  test('and not once more above', () => {
    const [low, high] = [even('low', [2, 2], 'input'), even('high', [2, 2], 'first')];
    const above = [high, add('second', 'high', 'first')];
    expect(found([low, add('first', 'low', 'input'), ...above])).toEqual([
      ['first', null, 'warning'],
    ]);
    const beside = [low, add('first', 'low', 'input'), add('other', 'input', 'low')];
    expect(found(beside)).toEqual([
      ['first', null, 'warning'],
      ['other', null, 'warning'],
    ]);
  });

  test('of a sequence are a fault where jumps differ, also where they end with the same sample', () => {
    const layers = [
      { name: 'coarse', type: 'conv', kernel_size: 2, stride: 2 },
      { name: 'fine', type: 'conv', kernel_size: 2, inputs: ['input'] },
      { name: 'cut', type: 'crop', cropping: [[0, 7]] },
      add('sum', 'coarse', 'cut'),
    ];
    expect(found(layers, [16])).toEqual([['sum', null, 'warning']]);
  });
});

describe('the cure of branches that do not line up', () => {
  const meeting = (first: object, second: object): Network =>
    readNetwork(
      [
        ['stem', 3, 2, 1],
        { name: 'a', inputs: ['stem'], ...first },
        { name: 'b', inputs: ['stem'], ...second },
        { name: 'sum', type: 'add', inputs: ['a', 'b'] },
      ],
      { inputSize: [33] },
    );

  test('is other padding or cropping, and works', () => {
    const conv = (padding: unknown): object => ({ type: 'conv', kernel_size: 5, padding });
    const crop = (cropping: unknown): object => ({ type: 'crop', cropping });
    const [finding] = findings(meeting(conv(0), crop([[1, 3]])));
    expect(finding.values).toMatchObject({
      offset: -2,
      change: 'b',
      parameter: 'cropping',
      pair: [2, 2],
    });
    expect(warnings(meeting(conv(0), crop([[2, 2]])))).toEqual([]);
    const [other] = findings(meeting(conv([[1, 3]]), { type: 'pointwise' }));
    expect(other.values).toMatchObject({ offset: -2, change: 'a', pair: [2, 2] });
  });

  test('is not made up where the jumps differ', () => {
    const layers = [
      { name: 'a', type: 'conv', kernel_size: 1, stride: 2, inputs: ['input'] },
      { name: 'b', type: 'conv', kernel_size: 8, inputs: ['input'] },
      { name: 'sum', type: 'add', inputs: ['a', 'b'] },
    ];
    const [finding] = findings(readNetwork(layers, { inputSize: [15] }));
    expect(said(finding)).toBe(
      'a and b do not line up in sum: their features are 2 and 1 pixels apart',
    );
  });

  test('names places over all of a map that is resized, not those of its ends', () => {
    const halved = (name: string): unknown => [name, 3, 2, 1];
    const up = { name: 'up', type: 'upsample', scale_factor: 2, inputs: ['low'] };
    const sum = { name: 'sum', type: 'add', inputs: ['high', 'up'] };
    const first = { name: 'resize', type: 'upsample', mode: 'linear' };
    const layers = (size: number) => [{ ...first, size }, halved('high'), halved('low'), up, sum];
    const told = (n: number, size: number): string[] =>
      warnings(readNetwork(layers(size), { inputSize: [n, n] })).map(said);
    expect(told(64, 64)).toEqual(['high and up do not line up in sum: they are 1 pixel apart']);
    expect(told(64, 160)).toEqual(['high and up do not line up in sum: they are 0.4 pixels apart']);
  });

  test('names jumps that are no whole pixels by three decimals', () => {
    const layers = [
      { name: 'a', type: 'conv', kernel_size: 1, stride: 2, inputs: ['input'] },
      { name: 'b', type: 'upsample', size: 16, mode: 'linear', align_corners: true, inputs: ['c'] },
      { name: 'sum', type: 'add', inputs: ['a', 'b'] },
    ];
    const small = { name: 'c', type: 'conv', kernel_size: 4, stride: 4, inputs: ['input'] };
    const [finding] = findings(
      readNetwork([layers[0], small, ...layers.slice(1)], { inputSize: [32] }),
    );
    expect(said(finding)).toBe(
      'a and b do not line up in sum: their features are 2 and 1.867 pixels apart',
    );
  });
});

test('what leaves more pieces unread than can be told is no fault, and no error', () => {
  const up = { name: 'up', type: 'upsample', size: 925_743, mode: 'cubic', inputs: ['input'] };
  const far = { name: 'far', type: 'conv', kernel_size: 6, stride: 206, inputs: ['input'] };
  expect(codes(readNetwork([up, far], { inputSize: [1_359_835_797] }))).not.toContain(
    'blind_pixels',
  );
});

test('causal branches over a sequence are no fault', () => {
  const block = (padding: number[]): Network =>
    readNetwork(
      [
        { name: 'causal', type: 'conv', kernel_size: 3, padding: [padding] },
        { name: 'sum', type: 'add', inputs: ['causal', 'input'] },
      ],
      { inputSize: [64] },
    );
  expect(findings(block([2, 0])).map(({ code, severity }) => [code, severity])).toEqual([
    ['misaligned', 'info'],
  ]);
  expect(findings(block([2, 0])).map(said)).toEqual([
    'causal and input do not line up in sum: they are 1 pixel apart, but end with the same one, as causal branches do',
  ]);
  expect(warnings(block([0, 2]))).toMatchObject([{ code: 'misaligned' }]);
});

test('one feature spread over a map by broadcast is in line with everything', () => {
  const layers = [['a', 9], { name: 'x', type: 'add', inputs: ['a', 'input'] }];
  expect(warnings(readNetwork(layers, { inputSize: 9 }))).toEqual([]);
});

test('a crop that takes pixels away is the reason that nothing reads them', () => {
  const layers = [{ name: 'cut', type: 'crop', cropping: [[3, 0], 1] }, ['conv', 3, 1, 1]];
  expect(findings(readNetwork(layers, { inputSize: 20 })).map(said)).toEqual([
    'no feature reads 24 % of the pixels: cut leaves out 3 of 20 on y, the first at 0',
    'no feature reads 24 % of the pixels: cut leaves out 2 of 20 on x, the first at 0',
  ]);
});

test.each([
  [[9, 11], 'b', 11],
  [[11, 9], 'a', 11],
  [[11, 11], 'b', 11],
])('useful sizes are those of the last map that sees most, of %j', (kernels, layer, whole) => {
  const layers = kernels.map((kernel_size, i) => ({
    ...{ name: 'ab'[i], type: 'conv', kernel_size, padding: 'same', inputs: ['input'] },
  }));
  const found = findings(readNetwork(layers, { inputSize: [8] }));
  expect(found.filter(({ code }) => code === 'useful_sizes')).toMatchObject([
    { layer, values: { whole, size: 8 } },
  ]);
});

test('the layer is named that alone leaves pixels out', () => {
  const layers = [
    ['wide', 5, 1, 2],
    ['skips', 1, 2, 0],
    ['blind', 1, 4, 0],
    ['last', 3, 1, 1],
  ];
  expect(warnings(readNetwork(layers, { inputSize: [64] }))).toMatchObject([
    { code: 'blind_pixels', layer: 'blind' },
  ]);
});

test('warnings stand first, then what matters more', () => {
  const layers = [
    ['gap', 2, 5, 0],
    ['even', 4, 1, 'same'],
    ['pool', 2, 2, 0],
  ];
  const found = findings(readNetwork(layers, { inputSize: [35] }));
  expect(found.map(({ severity }) => severity)).toEqual(
    [...found.map(({ severity }) => severity)].sort().reverse(),
  );
  expect(found[0].code).toBe('blind_pixels');
  expect(found.map(({ code }) => code)).toContain('even_kernel');
});

test('the pixels that are read are those of all features of the last layers', () => {
  const types = ALL_TYPES.filter((type) => registry.has(type));
  const property = fc.property(randomNetwork(6, types), (network) => {
    const { sizes, clipped } = bruteForce(network);
    const fed = new Set(network.layers.flatMap(({ inputs }) => inputs));
    const read = new Set<string>();
    for (const { name } of network.layers.filter((layer) => !fed.has(layer.name))) {
      for (const index of positionsOf(sizes.get(name) as number[])) {
        for (const key of clipped(name, index).get('input')?.keys() ?? []) read.add(key);
      }
    }
    const inputs = fed.has('input') ? volume(pixelsRead(readNetwork(network))) : read.size;
    expect(inputs).toBe(read.size);
  });
  fc.assert(property, random(300, 7));
});

test('every finding of a random network has a sentence without gaps', () => {
  const types = ALL_TYPES.filter((type) => registry.has(type));
  const property = fc.property(randomNetwork(8, types), (written) => {
    const network = readNetwork(written);
    const names = new Set(lattices(network).map(({ name }) => name));
    for (const finding of findings(network)) {
      expect(names).toContain(finding.layer);
      expect(said(finding)).toContain(finding.layer);
      expect(said(finding)).not.toMatch(/undefined|null|NaN|[{}]/);
    }
  });
  fc.assert(property, random(300, 8));
});
