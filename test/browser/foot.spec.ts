import { keepScreenshot } from '../page/screenshots.js';
import { ALEXNET, Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

/** Holes, an uneven overlap and a dropped row. */
const FAULTY = {
  input_size: 65,
  layers: [
    ['conv1', 3, 2, 1],
    { name: 'halved', type: 'conv', kernel_size: 2, stride: 2 },
    ['holed', 3, 1, 2, 2],
    { name: 'up', type: 'conv_transpose', kernel_size: 3, stride: 2 },
  ],
};

const ANSWERS = [
  'From fc6 on every feature sees the whole image.',
  'fc6 makes the field grow most: by 160 pixels, from 195 to 355.',
];

test('one gesture tells from where on all is seen, and what makes the field grow most', async ({
  page,
}) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  const growth = explorer.element.locator('[part="growth"]');
  await growth.getByText('Growth of the field').click();
  for (const answer of ANSWERS) await expect(growth).toContainText(answer);
  await expect(growth.getByRole('img')).toHaveAccessibleName(ANSWERS.join(' '));
  // What counts most is drawn once it is weighed, below what is seen at all.
  await expect(growth).toContainText('middle 90 % of the weight');
  await keepScreenshot(page, 'growth');
  await growth.locator('[data-bar="conv3"]').click();
  await explorer.reads('conv3 (');

  // The same by keyboard.
  await growth.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(growth.getByRole('img')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(growth).toContainText(ANSWERS[0]);
});

test('one gesture tells why a row is amber', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: FAULTY });
  const sign = (layer: string) => explorer.row(layer).getByRole('img', { name: /^Warning: / });
  await expect(sign('halved')).toHaveAccessibleName(/drops the end of conv1, 1 of 33/);
  await expect(sign('holed')).toBeVisible();
  await expect(sign('conv1')).toHaveCount(0);
  await explorer.row('holed').click();
  await explorer.reads('holed (');
  const own = explorer.element.locator('[part="findings"] li.own');
  await expect(own).toHaveText(/holed with dilation 2 leaves holes that no later layer fills/);

  // From the sentence to its layer, by keyboard.
  const about = explorer.element.getByRole('button', { name: 'halved', exact: true });
  await about.focus();
  await page.keyboard.press('Enter');
  await explorer.reads('halved (');
});

test('what is no fault has no triangle, and waits behind a button', async ({ page }) => {
  const explorer = await Explorer.open(page, { network: ALEXNET });
  const findings = explorer.element.locator('[part="findings"]');
  await expect(findings.getByRole('listitem')).toHaveCount(1);
  await expect(findings.getByRole('listitem')).toContainText('From fc6 on the field, 355 pixels');
  await expect(explorer.element.getByRole('img', { name: /^Warning/ })).toHaveCount(0);
  await findings.getByRole('button', { name: '2 more' }).click();
  await expect(findings.getByRole('listitem')).toHaveCount(3);
  await findings.getByRole('button', { name: 'Fewer' }).click();
  await expect(findings.getByRole('listitem')).toHaveCount(1);
});
