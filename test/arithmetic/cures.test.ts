import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cures, evidence, findings, isCurable, lattices } from '../../src/arithmetic/index.js';
import type { Cure, Finding } from '../../src/arithmetic/index.js';
import { axisNames, readNetwork, toDocument } from '../../src/layers/index.js';
import type { Network } from '../../src/layers/index.js';
import { TWO_BRANCHES } from '../two-branches.js';
import { randomNetwork } from './random-networks.js';
import { random } from '../random.js';
import { networks } from './truth.js';

const warnings = (network: Network): Finding[] =>
  findings(network).filter(({ severity }) => severity === 'warning');

/** A warning on each of its axes. */
const keysOf = (network: Network, { code, layer, values }: Finding): string[] => {
  const all = axisNames(network.inputSize.length);
  const axes = typeof values.axis === 'string' ? values.axis.split(', ') : all;
  return axes.map((axis) => `${code} of ${layer} on ${axis}`);
};

const allKeys = (network: Network): string[] =>
  warnings(network).flatMap((finding) => keysOf(network, finding));

/** The network of a cure, read anew, is rid of the finding and has no warning more. */
function expectSound(network: Network, finding: Finding, cure: Cure): void {
  const again = readNetwork(toDocument(cure.network));
  const after = allKeys(again);
  const gone = keysOf(network, finding);
  expect(after.filter((key) => gone.includes(key))).toEqual([]);
  expect(after.filter((key) => !allKeys(network).includes(key))).toEqual([]);
  const { layer, n, j, r, edits, inputSize } = cure;
  expect(layer).toBe(finding.layer);
  expect(lattices(again).find(({ name }) => name === layer)).toMatchObject({ n, j, r });
  expect(edits.length > 0 || inputSize !== null).toBe(true);
}

/** Every cure of a network, by the code of what it mends. */
function curesOf(network: Network): [code: string, cure: Cure][] {
  return warnings(network).flatMap((finding) => {
    const offered = cures(network, finding);
    // Those that change the fewest layers stand first.
    const changed = offered.map(
      ({ edits, inputSize }) => edits.length + Number(inputSize !== null),
    );
    expect(changed).toEqual([...changed].sort((a, b) => a - b));
    return offered.map((cure): [string, Cure] => {
      expectSound(network, finding, cure);
      return [finding.code, cure];
    });
  });
}

const twoBranches = readNetwork(TWO_BRANCHES);

describe('a cure mends its finding and brings no other', () => {
  test.each(networks.filter(({ expect: outcome }) => outcome === 'ok'))('$id', ({ network }) => {
    curesOf(readNetwork(network));
  });

  test('in random networks', () => {
    let offered = 0;
    fc.assert(
      fc.property(randomNetwork(6), (plain) => {
        offered += curesOf(readNetwork(plain)).length;
      }),
      random(50, 46, 50),
    );
    expect(offered).toBeGreaterThan(10);
  });

  test.each([
    ['rows_dropped', 'crop_first'],
    ['rows_dropped', 'resize_down1d'],
    ['dilation_holes', 'aspp'],
    ['dilation_holes', 'dilated_01'],
    ['misaligned', 'fpn'],
    ['misaligned', 'unet_bilinear_align'],
    ['misaligned', 'randdag_03'],
    ['uneven_overlap', 'deconv_00'],
    ['uneven_overlap', 'deconv_dilated_even'],
    ['blind_pixels', 'chain2d_00'],
  ])('%s of %s can be mended', (code, id) => {
    const { network } = networks.find((each) => each.id === id)!;
    expect(curesOf(readNetwork(network)).map(([found]) => found)).toContain(code);
  });
});

describe('branches that do not line up', () => {
  const [finding] = warnings(twoBranches);
  const offered = cures(twoBranches, finding);

  test('are joined by odd pools or by even convolutions, the smaller change first', () => {
    expect(finding.code).toBe('misaligned');
    const [first, second] = offered;
    expect(first.edits).toEqual(
      ['b1', 'b2'].map((layer) => ({
        layer,
        set: {
          kernel_size: [3, 3],
          padding: [
            [1, 1],
            [1, 1],
          ],
        },
      })),
    );
    expect(first).toMatchObject({ n: [8, 8], j: [4, 4], r: [9, 9] });
    expect(second.edits.map(({ layer, set }) => [layer, set.kernel_size])).toEqual([
      ['a1', [4, 4]],
      ['a2', [4, 4]],
    ]);
    expect(second.r).toEqual([12, 12]);
  });

  test('are joined by the even kernels alone, where an odd one stands among them', () => {
    const odd = { name: 'b', type: 'conv', kernel_size: 3, padding: 1 };
    const { layers } = TWO_BRANCHES;
    const network = readNetwork({
      ...TWO_BRANCHES,
      layers: [...layers.slice(0, 4), odd, ...layers.slice(4)],
    });
    const [{ edits }] = cures(network, warnings(network)[0]);
    expect(edits.map(({ layer, set }) => [layer, set.kernel_size])).toEqual([
      ['b1', [3, 3]],
      ['b2', [3, 3]],
    ]);
  });

  test('are moved on the axis on which they do not line up alone', () => {
    const pairs = (y: number[]): number[][] => [y, [0, 2]];
    const network = readNetwork({
      input_size: 16,
      layers: [
        { name: 'a', type: 'conv', kernel_size: 3, padding: pairs([1, 1]), inputs: ['input'] },
        { name: 'b', type: 'conv', kernel_size: 3, padding: pairs([0, 2]), inputs: ['input'] },
        { name: 'add', type: 'add', inputs: ['a', 'b'] },
      ],
    });
    const [finding] = warnings(network);
    expect(finding).toMatchObject({ code: 'misaligned', values: { axis: 'y' } });
    const sets = cures(network, finding).flatMap(({ edits }) => edits.map(({ set }) => set));
    expect(sets).toContainEqual({ padding: pairs([1, 1]) });
  });

  test('never by a kernel of 1, which would read nothing but its own place', () => {
    const sizes = offered.flatMap(({ edits }) => edits.map(({ set }) => set.kernel_size));
    expect(sizes).toEqual([
      [3, 3],
      [3, 3],
      [4, 4],
      [4, 4],
      [2, 2],
      [2, 2],
    ]);
    const pool = readNetwork({
      input_size: 32,
      layers: [
        { name: 'a', type: 'conv', kernel_size: 3, padding: 1, inputs: ['input'] },
        {
          name: 'b',
          type: 'max_pool',
          kernel_size: 2,
          stride: 1,
          padding: [
            [1, 0],
            [1, 0],
          ],
          inputs: ['input'],
        },
        { name: 'add', type: 'add', inputs: ['a', 'b'] },
      ],
    });
    const [first, ...others] = cures(pool, warnings(pool)[0]);
    expect(first.edits).toMatchObject([{ layer: 'b', set: { kernel_size: [3, 3] } }]);
    expect(others.map(({ edits }) => edits[0])).toMatchObject([
      { layer: 'a', set: { kernel_size: [2, 2] } },
    ]);
  });
});

describe('rows that are dropped', () => {
  test('fit at another size of the input, or with padding at the end', () => {
    const network = readNetwork([['conv1', 3, 2, 0]], { inputSize: 64 });
    const offered = cures(network, warnings(network)[0]);
    expect(offered.map(({ inputSize }) => inputSize)).toEqual([[65, 65], [63, 63], null]);
    expect(offered[2].edits[0].set.padding).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});

describe('holes', () => {
  test('are closed by the largest dilations that leave none', () => {
    const layers = [1, 2, 3, 4].map((i) => [`conv${i}`, 3, 1, 4, 4]);
    const network = readNetwork(layers, { inputSize: 128 });
    const [finding] = warnings(network);
    const [first] = cures(network, finding);
    expect(finding.code).toBe('dilation_holes');
    expect(lattices(first.network).every(({ dense }) => dense.every(Boolean))).toBe(true);
    expect(first.edits.map(({ set }) => set.dilation)).not.toContainEqual([4, 4]);
  });
});

test('what is no fault of the design has no cure', () => {
  const network = readNetwork([['conv1', 31, 1, 15]], { inputSize: 16 });
  const told = findings(network).filter(({ severity }) => severity === 'info');
  expect(told.length).toBeGreaterThan(0);
  expect(told.flatMap((finding) => cures(network, finding))).toEqual([]);
});

describe('what can be seen of a finding', () => {
  const first = (network: Network): Finding => warnings(network)[0];
  const holed = readNetwork({ input_size: 65, layers: [['c', 3, 1, 2, 2]] });
  const dropped = readNetwork({ input_size: 12, layers: [['c', 3, 2, 0]] });
  const uneven = readNetwork({
    input_size: 8,
    layers: [{ name: 'up', type: 'conv_transpose', kernel_size: 3, stride: 2 }],
  });
  const blind = readNetwork({ input_size: 12, layers: [['c', 2, 3, 0]] });

  test('the two places of branches, which a cure brings together', () => {
    const finding = first(twoBranches);
    const [cure] = cures(twoBranches, finding);
    expect(evidence(twoBranches, finding)).toEqual({
      kind: 'places',
      places: [
        { layer: 'a2', start: 0.5, j: 4 },
        { layer: 'b2', start: 2, j: 4 },
      ],
    });
    expect(evidence(cure.network, finding)).toMatchObject({
      places: [{ start: 0.5 }, { start: 0.5 }],
    });
  });

  test.each([
    ['holes', holed, [1, 0, 1, 0, 1]],
    ['the rows at the end', dropped, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]],
    ['an uneven overlap', uneven, [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]],
    ['pixels jumped over', blind, [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0]],
  ])('%s, and none after a cure', (_, network, uses) => {
    const finding = first(network);
    expect(isCurable(finding)).toBe(true);
    expect(evidence(network, finding)).toEqual({ kind: 'uses', first: expect.any(Number), uses });
    const offered = cures(network, finding);
    expect(offered.length).toBeGreaterThan(0);
    for (const cure of offered) {
      const after = evidence(cure.network, finding);
      const counts = after?.kind === 'uses' ? after.uses : [];
      expect(counts.length).toBeGreaterThan(0);
      expect(new Set(counts).size, JSON.stringify(counts)).toBe(1);
      expect(counts[0]).toBeGreaterThan(0);
    }
  });
});

describe('what a cure changes', () => {
  const editsFor = (network: Network, code: string): Cure['edits'][] => {
    const finding = findings(network).find((each) => each.code === code)!;
    return cures(network, finding).map(({ edits }) => edits);
  };

  test('an even kernel of 2 has no narrower one', () => {
    const network = readNetwork({ input_size: 16, layers: [['conv', 2, 1, 'same']] });
    expect(editsFor(network, 'even_kernel')).toEqual([
      [{ layer: 'conv', set: { kernel_size: [3, 3] } }],
    ]);
  });

  test('uneven overlap: the next kernels that the stride divides, or a resize', () => {
    const network = readNetwork({
      input_size: 16,
      layers: [
        { name: 'up', type: 'conv_transpose', kernel_size: 3, stride: 2, padding: 1 },
        ['conv', 3, 1, 1],
      ],
    });
    const [narrower, wider, resize] = editsFor(network, 'uneven_overlap');
    expect(narrower).toMatchObject([{ layer: 'up', set: { kernel_size: [2, 2] } }]);
    expect(wider).toMatchObject([{ layer: 'up', set: { kernel_size: [4, 4] } }]);
    expect(resize).toMatchObject([
      {
        layer: 'up',
        set: { type: 'conv', kernel_size: [3, 3] },
        first: { type: 'upsample', scale_factor: [2, 2] },
      },
    ]);
  });

  test('a kernel of the size of its stride has no narrower one that covers all', () => {
    const network = readNetwork({
      input_size: 16,
      layers: [{ name: 'up', type: 'conv_transpose', kernel_size: 1, stride: 2 }],
    });
    for (const edits of editsFor(network, 'uneven_overlap')) {
      for (const { set } of edits) expect(set.kernel_size).not.toContain(0);
    }
  });

  test('an even kernel: one wider or one narrower, "same" padding as it is', () => {
    const network = readNetwork({ input_size: 16, layers: [['conv', 4, 1, 'same']] });
    expect(editsFor(network, 'even_kernel')).toEqual([
      [{ layer: 'conv', set: { kernel_size: [5, 5] } }],
      [{ layer: 'conv', set: { kernel_size: [3, 3] } }],
    ]);
  });

  test('even kernels are changed together, or not at all', () => {
    const together = (first: number, second: number): Cure['edits'][] =>
      editsFor(
        readNetwork({
          input_size: 16,
          layers: [
            ['a', first, 1, 'same'],
            ['b', 3, 1, 'same'],
            ['c', second, 1, 'same'],
          ],
        }),
        'even_kernel',
      );
    const edit = (layer: string, k: number) => ({ layer, set: { kernel_size: [k, k] } });
    expect(together(4, 6)).toEqual([
      [edit('a', 5), edit('c', 7)],
      [edit('a', 3), edit('c', 5)],
    ]);
    expect(together(4, 2)).toEqual([[edit('a', 5), edit('c', 3)]]);
  });

  test('holes: the layer whose dilation makes them, never a 1 x 1 with a dilation', () => {
    const network = readNetwork({
      input_size: 30,
      layers: [
        { name: 'wide', type: 'conv', kernel_size: 3, dilation: 4, padding: 4 },
        { name: 'one', type: 'conv', kernel_size: 1, dilation: 5 },
      ],
    });
    expect(findings(network).find(({ code }) => code === 'dilation_holes')?.values).toMatchObject({
      layer: 'wide',
      dilation: 4,
    });
    for (const edits of editsFor(network, 'dilation_holes')) {
      expect(edits.map(({ layer }) => layer)).toEqual(['wide']);
    }
  });
});
