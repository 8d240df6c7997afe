import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { TWO_BRANCHES } from '../two-branches.js';
import { ALEXNET } from './explorer.js';
import { expect, test } from './fixtures.js';
import { Story } from './story.js';

/**
 * What a user comes to find out. Each task takes at most two gestures from the opening state, with
 * the pointer and with the keyboard alone; the answer stands there as text and in the picture.
 */
test.describe.configure({ mode: 'parallel' });

const SELECTED = { layer: 'conv5', index: [6, 6] };

/** A bird that looks at the reader with one eye, at (76, 148) of an image of 227 pixels. */
const EYE = [76, 148];
const BIRD = `<svg xmlns="http://www.w3.org/2000/svg" width="227" height="227" viewBox="0 0 227 227">
  <rect width="227" height="227" fill="#cfe3ee"/>
  <path d="M0 190Q60 170 120 186T227 176V227H0Z" fill="#7c9a5e"/>
  <path d="M20 150Q70 80 118 92Q128 44 160 46Q192 50 190 92Q186 176 96 190Q60 196 52 172Z" fill="#8a5a3c"/>
  <path d="M188 72L222 84L188 94Z" fill="#e2a53a"/>
  <path d="M44 148Q86 112 120 130Q104 166 58 168Z" fill="#5f3d29"/>
  <circle cx="148.5" cy="76.5" r="9" fill="#fff"/><circle cx="148.5" cy="76.5" r="5" fill="#111"/>
  <path d="M96 188v24M116 184v28" stroke="#e2a53a" stroke-width="4"/>
</svg>`;

/** Two branches that do not line up, somewhere in the middle. */
const BRANCHES = { ...TWO_BRANCHES, layers: [...TWO_BRANCHES.layers, ['head', 3, 1, 1]] };

test.describe('where does feature (6, 6) of conv5 look, and how much of that is padding?', () => {
  const answered = async ({ explorer }: Story): Promise<void> => {
    await explorer.reads('conv5 (6, 6) sees 163 × 163 pixels');
    await explorer.reads('y 32–194 and x 32–194');
    await explorer.reads('None of it is padding');
    await expect(explorer.element.locator('[data-selected="conv5"]')).not.toHaveCount(0);
  };

  test('pointer', async ({ page }) => {
    const story = await Story.open(page, 'where', { network: ALEXNET });
    const { explorer } = story;
    await story.click(explorer.tab('Side by side'), () =>
      expect(explorer.layer('conv5').locator('path').first()).toBeVisible(),
    );
    await story.click(await explorer.at('conv5'), () => answered(story));
  });

  test('keys', async ({ page }) => {
    const story = await Story.open(page, 'where-keys', { network: ALEXNET });
    await story.press(['/'], () =>
      expect(story.explorer.element.getByRole('searchbox')).toBeFocused(),
    );
    await story.press(['conv5 6 6', 'Enter'], () => answered(story));
    for (const end of ['32', '194']) {
      await expect(story.explorer.plot.locator('svg text', { hasText: end })).not.toHaveCount(0);
    }
    await expect(story.explorer.plot).toBeFocused();
  });
});

test.describe('which features of conv5 look at this pixel, the eye of the animal?', () => {
  const set = { network: ALEXNET, selection: SELECTED, view: { mode: 'overlay' } };
  const answered = async ({ explorer }: Story): Promise<void> => {
    await explorer.reads(
      `Pixel (${EYE.join(', ')}) is seen by 81 of the 169 features of conv5: y 0–8 and x 4–12`,
    );
    await expect(explorer.element.locator('[data-above="conv5"]')).not.toHaveCount(0);
  };

  test('pointer', async ({ page }) => {
    const story = await Story.open(page, 'eye', set, BIRD);
    const box = await story.explorer.plot.locator('svg image').first().boundingBox();
    if (!box) throw new Error('the picture is not drawn');
    const [y, x] = EYE.map((pixel) => (pixel + 0.5) / 227);
    await story.click(
      { x: box.x + box.width * x, y: box.y + box.height * y },
      () => answered(story),
      'Alt',
    );
  });

  test('keys', async ({ page }) => {
    const story = await Story.open(page, 'eye-keys', set, BIRD);
    await story.press(['/'], () =>
      expect(story.explorer.element.getByRole('searchbox')).toBeFocused(),
    );
    await story.press([`pixel ${EYE.join(' ')}`, 'Enter'], () => answered(story));
  });
});

test.describe('from which layer on does all see the whole image, and which grows the field most?', () => {
  const answered = async ({ explorer }: Story): Promise<void> => {
    const growth = explorer.element.locator('[part="growth"]');
    const answers = [
      'From fc6 on every feature sees the whole image.',
      'fc6 makes the field grow most: by 160 pixels, from 195 to 355.',
    ];
    for (const answer of answers) await expect(growth).toContainText(answer);
    await expect(growth.getByRole('img')).toHaveAccessibleName(answers.join(' '));
    await expect(growth.getByText('+160')).toBeInViewport();
    await expect(growth.getByText('see the whole image')).toBeInViewport();
    // What counts most is drawn once it is weighed, below what is seen at all.
    await expect(growth).toContainText('middle 90 % of the weight');
  };

  test('pointer', async ({ page }) => {
    const story = await Story.open(page, 'growth', { network: ALEXNET });
    const summary = story.explorer.element.getByText('Growth of the field');
    await story.click(summary, () => answered(story));
  });

  test('keys', async ({ page }) => {
    const story = await Story.open(page, 'growth-keys', { network: ALEXNET });
    await story.press(['g'], () => answered(story));
  });
});

test.describe('why is this row amber, and what would cure it?', () => {
  const set = { network: BRANCHES, view: { mode: 'stack' } };
  const CURE = 'b1 and b2 with kernel 3 × 3 and padding 1';
  const answered = async ({ explorer }: Story): Promise<void> => {
    const own = explorer.element.locator('[part="findings"] li.own');
    await expect(own).toContainText('a2 and b2 do not line up in concat');
    await expect(own.getByRole('row', { name: 'As it is' })).toContainText('n 8, r 9');
    await expect(own.getByRole('row', { name: CURE })).toContainText('in line');
    await expect(own.locator('svg.evidence').first()).toBeInViewport();
  };

  test('pointer', async ({ page }) => {
    const story = await Story.open(page, 'amber', set);
    const { explorer } = story;
    await story.click(explorer.row('concat'), () => answered(story));
    await story.click(explorer.element.getByRole('button', { name: `Try: ${CURE}` }), () =>
      expect(explorer.row('concat').getByRole('img', { name: /^Warning/ })).toHaveCount(0),
    );
  });

  test('keys', async ({ page }) => {
    const story = await Story.open(page, 'amber-keys', set);
    await story.press(['w'], () => answered(story));
  });
});

test.describe('which pixels count most for this feature?', () => {
  const set = { network: ALEXNET, selection: SELECTED, view: { mode: 'overlay' } };
  const answered = async ({ explorer }: Story): Promise<void> => {
    await explorer.reads('Half of the weight: 3049 of 26,569 pixels');
    await expect(explorer.element.locator('[data-level]')).toHaveCount(2);
  };

  test('pointer', async ({ page }) => {
    const story = await Story.open(page, 'weight', set, BIRD);
    await story.click(story.explorer.element.getByLabel('Contribution'), () => answered(story));
  });

  test('keys', async ({ page }) => {
    const story = await Story.open(page, 'weight-keys', set, BIRD);
    await story.press([']'], () => answered(story));
  });
});

test.describe('this figure for my paper, and this table for its appendix', () => {
  const set = { network: ALEXNET, selection: SELECTED };

  /** What is saved by a gesture, and that the page says so. */
  async function saved(page: Page, name: string, gesture: () => Promise<void>) {
    const download = page.waitForEvent('download');
    await gesture();
    expect((await download).suggestedFilename()).toBe(name);
    return readFileSync(await (await download).path(), 'utf8');
  }

  for (const [what, form, name, holds] of [
    ['figure', 'SVG', 'AlexNet.svg', ['<svg', 'conv5']],
    ['table', 'LaTeX', 'AlexNet.tex', ['\\begin{tabular}', 'conv5 & conv & 3']],
  ] as const) {
    test(`${what}: pointer`, async ({ page }) => {
      const story = await Story.open(page, what, set);
      const { element } = story.explorer;
      await story.click(element.getByRole('button', { name: 'Export' }), () =>
        expect(element.getByRole('menu')).toBeVisible(),
      );
      const text = await saved(page, name, () =>
        story.click(element.getByRole('menuitem', { name: `Save as ${form}`, exact: true }), () =>
          expect(element.locator('.done')).toHaveText(`Saved as ${name}`),
        ),
      );
      for (const part of holds) expect(text).toContain(part);
    });

    test(`${what}: keys`, async ({ page }) => {
      const story = await Story.open(page, `${what}-keys`, set);
      const { element } = story.explorer;
      await story.press(['e'], () =>
        expect(element.getByRole('menuitem', { name: 'Save as SVG' })).toBeFocused(),
      );
      // The figure comes first; to another form its letter leads.
      const keys = form === 'SVG' ? ['Enter'] : ['l', 'Enter'];
      const text = await saved(page, name, () =>
        story.press(keys, () => expect(element.locator('.done')).toHaveText(`Saved as ${name}`)),
      );
      for (const part of holds) expect(text).toContain(part);
    });
  }
});
