import { readFileSync } from 'node:fs';

import { expect } from '@playwright/test';

import { ALEXNET } from '../alexnet.js';
import { TWO_BRANCHES } from '../two-branches.js';
import type { Story } from './story.js';

/** What a user comes to find out, and the two ways to it. */
export interface Task {
  readonly question: string;
  /** Of its pictures. */
  readonly name: string;
  /** What stands on the page. */
  readonly network: object;
  readonly selection?: { readonly layer: string; readonly index: readonly number[] };
  readonly view?: { readonly mode: string };
  /** Whether the user's own picture lies under the maps. */
  readonly hasPicture?: true;
  readonly pointer: (story: Story) => Promise<void>;
  /** The same with the keyboard alone. */
  readonly keys: (story: Story) => Promise<void>;
}

const SELECTED = { layer: 'conv5', index: [6, 6] };
const OVERLAY = { mode: 'overlay' };

/** A bird that looks at the reader with one eye, at (76, 148) of an image of 227 pixels. */
const EYE = [76, 148];
export const BIRD = `<svg xmlns="http://www.w3.org/2000/svg" width="227" height="227" viewBox="0 0 227 227">
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

const seek = (story: Story): Promise<void> =>
  story.press(['/'], () => expect(story.figure.element.getByRole('searchbox')).toBeFocused());

type Answered = (story: Story) => Promise<void>;

const looks: Answered = async ({ figure }) => {
  await figure.reads('conv5 (6, 6) sees 163 × 163 pixels');
  await figure.reads('y 32–194 and x 32–194');
  await figure.reads('None of it is padding');
  await expect(figure.element.locator('[data-selected="conv5"]')).not.toHaveCount(0);
};

const isSeen: Answered = async ({ figure }) => {
  await figure.reads(
    `Pixel (${EYE.join(', ')}) is seen by 81 of the 169 features of conv5: y 0–8 and x 4–12`,
  );
  await expect(figure.element.locator('[data-above="conv5"]')).not.toHaveCount(0);
};

const grows: Answered = async ({ figure }) => {
  const growth = figure.element.locator('[part="growth"]');
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

const CURE = 'b1 and b2 with kernel 3 × 3 and padding 1';

const isCured: Answered = async ({ figure }) => {
  const own = figure.element.locator('[part="findings"] li.own');
  await expect(own).toContainText('a2 and b2 do not line up in concat');
  await expect(own.getByRole('row', { name: 'As it is' })).toContainText('n 8, r 9');
  await expect(own.getByRole('row', { name: CURE })).toContainText('in line');
  await expect(own.locator('svg.evidence').first()).toBeInViewport();
};

const counts: Answered = async ({ figure }) => {
  await figure.reads('Half of the weight: 3049 of 26,569 pixels');
  await expect(figure.element.locator('[data-level]')).toHaveCount(2);
};

/** What is saved by a gesture, and that the page says so. */
async function saves(
  { page, figure }: Story,
  { file, holds }: { readonly file: string; readonly holds: readonly string[] },
  gesture: (seen: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const download = page.waitForEvent('download');
  await gesture(() => expect(figure.element.locator('.done')).toHaveText(`Saved as ${file}`));
  expect((await download).suggestedFilename()).toBe(file);
  const text = readFileSync(await (await download).path(), 'utf8');
  for (const part of holds) expect(text).toContain(part);
}

/** Takes the figure or its table away; to a form other than the first its letter leads. */
function takeAway(
  name: string,
  form: string,
  file: string,
  keys: readonly string[],
  holds: readonly string[],
): Task {
  return {
    question: `This ${name} for my paper`,
    name,
    network: ALEXNET,
    selection: SELECTED,
    async pointer(story) {
      const { element } = story.figure;
      await story.click(element.getByRole('button', { name: 'Export' }), () =>
        expect(element.getByRole('menu')).toBeVisible(),
      );
      const item = element.getByRole('menuitem', { name: `Save as ${form}`, exact: true });
      await saves(story, { file, holds }, (seen) => story.click(item, seen));
    },
    async keys(story) {
      await story.press(['e'], () =>
        expect(story.figure.element.getByRole('menuitem', { name: 'Save as SVG' })).toBeFocused(),
      );
      await saves(story, { file, holds }, (seen) => story.press(keys, seen));
    },
  };
}

/**
 * Each task takes at most two gestures from the opening state, with the pointer and with the keyboard
 * alone; the answer stands there as text and in the picture.
 */
export const TASKS: readonly Task[] = [
  {
    question: 'Where does feature (6, 6) of conv5 look, and how much of that is padding?',
    name: 'where',
    network: ALEXNET,
    async pointer(story) {
      const { figure } = story;
      await story.click(figure.tab('Side by side'), () =>
        expect(figure.layer('conv5').locator('path').first()).toBeVisible(),
      );
      await story.click(await figure.at('conv5'), () => looks(story));
    },
    async keys(story) {
      const { plot } = story.figure;
      await seek(story);
      await story.press(['conv5 6 6', 'Enter'], () => looks(story));
      for (const end of ['32', '194']) {
        await expect(plot.locator('svg text', { hasText: end })).not.toHaveCount(0);
      }
      await expect(plot).toBeFocused();
    },
  },
  {
    question: 'Which features of conv5 look at this pixel, the eye of the animal?',
    name: 'eye',
    network: ALEXNET,
    selection: SELECTED,
    view: OVERLAY,
    hasPicture: true,
    async pointer(story) {
      const box = await story.figure.plot.locator('svg image').first().boundingBox();
      if (!box) throw new Error('the picture is not drawn');
      const [y, x] = EYE.map((pixel) => (pixel + 0.5) / 227);
      await story.click(
        { x: box.x + box.width * x, y: box.y + box.height * y },
        () => isSeen(story),
        'Alt',
      );
    },
    async keys(story) {
      await seek(story);
      await story.press([`pixel ${EYE.join(' ')}`, 'Enter'], () => isSeen(story));
    },
  },
  {
    question: 'From which layer on does all see the whole image, and which grows the field most?',
    name: 'growth',
    network: ALEXNET,
    pointer: (story) =>
      story.click(story.figure.element.getByText('Growth of the field'), () => grows(story)),
    keys: (story) => story.press(['g'], () => grows(story)),
  },
  {
    question: 'Why is this row amber, and what would cure it?',
    name: 'amber',
    network: BRANCHES,
    view: { mode: 'stack' },
    async pointer(story) {
      const { figure } = story;
      await story.click(figure.row('concat'), () => isCured(story));
      await story.click(figure.element.getByRole('button', { name: `Try: ${CURE}` }), () =>
        expect(figure.row('concat').getByRole('img', { name: /^Warning/ })).toHaveCount(0),
      );
    },
    keys: (story) => story.press(['w'], () => isCured(story)),
  },
  {
    question: 'Which pixels count most for this feature?',
    name: 'weight',
    network: ALEXNET,
    selection: SELECTED,
    view: OVERLAY,
    hasPicture: true,
    pointer: (story) =>
      story.click(story.figure.element.getByLabel('Contribution'), () => counts(story)),
    keys: (story) => story.press([']'], () => counts(story)),
  },
  takeAway('figure', 'SVG', 'AlexNet.svg', ['Enter'], ['<svg', 'conv5']),
  takeAway(
    'table',
    'LaTeX',
    'AlexNet.tex',
    ['l', 'Enter'],
    ['\\begin{tabular}', 'conv5 & conv & 3'],
  ),
];

/** A task by the pointer, and with the keyboard alone. */
export const WAYS = ['pointer', 'keys'] as const;
