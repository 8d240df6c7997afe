import type { ReceptiveFieldElement } from '../../src/elements/index.js';
import type { Mode } from '../../src/figure/index.js';
import { networks } from '../arithmetic/truth.js';
import { MEASURED, OTHERS, pixelsIn, tableAndTruth } from '../page/networks.js';
import type { Opened } from '../page/networks.js';
import { seen } from '../page/texts.js';
import type { Seen } from '../page/texts.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

const LIGHT = '#fff';
const DARK = '#111';

for (const [width, ground] of [
  [1002, LIGHT],
  [682, LIGHT],
  [376, LIGHT],
  [1002, DARK],
] as const) {
  test.describe(`${width} px on ${ground}`, () => {
    let show: (opened: Opened, mode?: string) => Promise<Seen>;

    test.beforeEach(async ({ page }) => {
      await page.goto('/');
      await page.evaluate(
        ([colour, px]) => {
          document.body.style.cssText = `margin: 0; background: ${colour}; width: ${px}px`;
          document.body.append(document.createElement('receptive-field'));
        },
        [ground, width] as const,
      );
      const element = page.locator('receptive-field');
      show = async ({ network, selection }, mode = 'stack') => {
        await element.evaluate(
          async (host, set) => {
            await (Object.assign(host, set) as ReceptiveFieldElement).updateComplete;
          },
          { network, selection, view: { mode } },
        );
        return seen(element);
      };
    });

    test('every measured network is drawn and read out', async ({ page }) => {
      const valid = networks.filter((each) => each.expect === 'ok');
      expect(MEASURED.map(({ id }) => id)).toEqual(valid.map(({ id }) => id));
      expect(MEASURED.length).toBeGreaterThanOrEqual(22);
      for (const opened of MEASURED) {
        const shown = await show(opened);
        expectDrawn(opened, shown);
        expectMeasured(opened, shown);
      }
      const isDark = await page.locator('receptive-field').getAttribute('data-dark');
      expect(isDark !== null).toBe(ground === DARK);
    });

    test("the article's networks, many layers, three axes, names that are markup", async () => {
      for (const opened of OTHERS) {
        for (const mode of [
          'stack',
          'side-by-side',
          'overlay',
          'profile',
          'conventional',
        ] as const) {
          expectDrawn(opened, await show(opened, mode), mode);
        }
      }
    });
  });
}

function expectDrawn(opened: Opened, shown: Seen, mode: Mode = 'stack'): void {
  const { layers, readout, clashes, overhangs } = shown;
  const what = `${opened.id}, ${mode}`;
  expect([...new Set(layers)].sort(), what).toEqual([...opened.names].sort());
  expect(readout.slice(0, 2), what).toEqual(opened.readout(mode));
  expect.soft(clashes, what).toEqual([]);
  expect.soft(overhangs, what).toEqual([]);
}

function expectMeasured(opened: Opened, shown: Seen): void {
  const { table, truth } = tableAndTruth(opened, shown);
  expect(table, opened.id).toEqual(truth);
  const pixels = pixelsIn(shown.readout);
  const { layer } = opened.selection;
  if (pixels !== null) expect(pixels, opened.id).toBe(opened.truth?.[layer].pixels_middle);
}
