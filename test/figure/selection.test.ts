import { describe, expect, it } from 'vitest';

import { lattices } from '../../src/arithmetic/index.js';
import {
  ask,
  copyOf,
  draw,
  drawnOf,
  LIGHT,
  MODES,
  readoutOf,
  readSelection,
  readView,
  writeSvg,
} from '../../src/figure/index.js';
import type { Mode } from '../../src/figure/index.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';
import { NETWORKS } from './networks.js';

const network = readNetwork(NETWORKS.alexnet);
const numbers = { network, rows: lattices(network) };

const said = (selection: unknown, view: object = {}): string => {
  const asked = ask(network, readSelection(selection, network)!);
  const { subject, says, detail } = readoutOf(readView(view), numbers, asked);
  return `${subject} ${says}. ${detail}`;
};

describe('readSelection', () => {
  it('takes a number for all axes, and leaves out what says nothing', () => {
    const given = { layer: 'conv5', index: 6, extent: 1, pixel: null, pinned: null };
    expect(readSelection(given, network)).toEqual({ layer: 'conv5', index: [6, 6] });
    expect(readSelection({ layer: 'conv5', index: 2, extent: [3, 1] }, network)).toEqual({
      layer: 'conv5',
      index: [2, 2],
      extent: [3, 1],
    });
  });

  it('needs no layer beside a pixel', () => {
    expect(readSelection({ pixel: [60, 150] }, network)).toEqual({
      layer: 'pool5',
      index: [2, 2],
      pixel: [60, 150],
    });
  });

  it('takes what is pinned as a pair', () => {
    const given = { layer: 'conv5', index: 6, pinned: ['conv4', 2] };
    expect(readSelection(given, network)?.pinned).toEqual({ layer: 'conv4', index: [2, 2] });
  });

  it.each([
    [{ layer: 'conv5', index: 6, extent: 9 }, 'selection.extent 9 leaves "conv5"', 'extent'],
    [{ layer: 'conv5', index: 6, extent: [0, 1] }, 'selection.extent [0, 1]', 'extent'],
    [{ pixel: [227, 0] }, 'selection.pixel [227, 0] is no pixel of the input', 'pixel'],
    [{ layer: 'conv5', pinned: ['conv9', 0] }, 'selection.pinned names "conv9"', 'pinned'],
    [{ layer: 'conv5', pinned: 3 }, 'selection.pinned 3 is not read', 'pinned'],
    [{ layer: 'conv5', size: 3 }, 'selection.size 3 is not read', 'size'],
  ])('refuses %j by the name of the key', (given, message, key) => {
    const read = () => readSelection(given, network);
    expect(read).toThrow(message);
    expect(read).toThrow(LayerError);
    try {
      read();
    } catch (error) {
      expect((error as LayerError).parameter).toBe(`selection.${key}`);
    }
  });
});

describe('the read-out of a selection', () => {
  it('says what looks at a feature', () => {
    expect(said(['conv5', [6, 6]])).toContain('4 features of pool5 look at it.');
    expect(said(['pool5', [3, 3]])).toContain('1 feature of fc6 looks at it.');
    expect(said(['fc7', [0, 0]])).not.toContain('look');
  });

  it('says what looks at a pixel, over all axes or along one', () => {
    const selection = { layer: 'conv5', index: 6, pixel: [60, 150] };
    expect(said(selection)).toBe(
      'Pixel (60, 150) is seen by 72 of the 169 features of conv5: y 0–7 and x 4–12. ' +
        'Also by 20 of 36 of pool5, 36 of 729 of conv2 and 9 of 3025 of conv1.',
    );
    expect(said(selection, { mode: 'profile' })).toContain(
      'is seen by 9 of the 13 features of conv5: 4–12. Along x.',
    );
    expect(said({ layer: 'fc7', pixel: [60, 150] })).toContain('is seen by the one feature of fc7');
  });

  it('speaks of a region as of several', () => {
    expect(said({ layer: 'conv5', index: [3, 5], extent: [3, 4] })).toMatch(
      /^conv5 \(3–5, 5–8\) see 195 × 211 pixels together, 8 % of them padding\..* 6 features of pool5 look at them\.$/,
    );
  });

  it('counts the pixels of a field that reads nothing but copies', () => {
    const layer = { name: 'a', type: 'conv', kernel_size: 3, padding: [[5, 0]] };
    const of = readNetwork([{ ...layer, padding_mode: 'replicate' }], { inputSize: [9] });
    const asked = ask(of, readSelection(['a', 0], of)!);
    const { detail } = readoutOf(readView({}), { network: of, rows: lattices(of) }, asked);
    expect(detail).toContain('1 of its 3 pixels are real.');
  });

  it('compares two fields', () => {
    const pinned = ['conv4', [4, 9]];
    expect(said({ layer: 'conv5', index: 6, pinned })).toBe(
      'conv5 (6, 6) shares 11,385 pixels with conv4 (4, 9). ' +
        'Those are 43 % of what the selection sees, 66 % of what the pinned one sees. ' +
        'conv5 (6, 6): 26,569 pixels; conv4 (4, 9): 17,161 pixels.',
    );
    expect(said({ layer: 'conv1', index: 0, pinned: ['conv1', 50] })).toContain(
      'conv1 (0, 0) shares no pixel with conv1 (50, 50). Their fields lie apart.',
    );
    expect(said({ layer: 'conv5', index: 6, pinned: ['conv5', 6] })).toContain(
      'Pinned: select another to compare.',
    );
  });
});

describe('a selection is drawn in every view', () => {
  const picture = (selection: unknown, mode: Mode) =>
    writeSvg(
      draw({
        ...numbers,
        view: readView({ mode }),
        ...drawnOf(ask(network, readSelection(selection, network)!)),
        palette: LIGHT,
        width: 1000,
        prefix: 'rf-',
      }).svg,
    );

  const SELECTIONS = {
    feature: ['conv5', [6, 6]],
    pixel: { layer: 'conv5', index: 6, pixel: [60, 150] },
    region: { layer: 'conv5', index: [3, 5], extent: [3, 4] },
    pinned: { layer: 'conv5', index: 6, pinned: ['conv4', [4, 9]] },
  };

  for (const [name, selection] of Object.entries(SELECTIONS)) {
    for (const mode of MODES) {
      it(`${name} as ${mode}`, async () => {
        await expect(picture(selection, mode)).toMatchFileSnapshot(
          `../fixtures/pictures/selected-${name}-${mode}.svg`,
        );
      });
    }
  }

  it('shows which features of a map look at a pixel', () => {
    expect(picture(SELECTIONS.pixel, 'stack').match(/data-above="conv5"/g)).toHaveLength(1);
    expect(picture(SELECTIONS.pixel, 'overlay')).toContain('data-above="conv5"');
    expect(picture(SELECTIONS.pinned, 'overlay')).toContain('data-pinned="conv4"');
  });
});

describe('a read-out is copied', () => {
  const python = (selection: unknown): string => {
    const asked = ask(network, readSelection(selection, network)!);
    return copyOf('python', asked, readoutOf(readView({}), numbers, asked));
  };

  it.each([
    [['conv5', [6, 6]], 'net.field("conv5", (6, 6))'],
    [
      { layer: 'conv5', index: [3, 5], extent: [3, 4] },
      'net.field("conv5", (3, 5), extent=(3, 4))',
    ],
    [{ layer: 'conv5', pixel: [60, 150] }, 'net.seen_by("conv5", (60, 150))'],
    [
      { layer: 'conv5', index: 6, pinned: ['conv4', [4, 9]] },
      'net.shared_pixels(("conv5", (6, 6)), ("conv4", (4, 9)))',
    ],
  ])('%j as the call that gives the same', (selection, call) => {
    expect(python(selection)).toBe(call);
  });
});
