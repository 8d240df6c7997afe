import { Story } from '../page/story.js';
import { BIRD, TASKS, WAYS } from '../page/tasks.js';
import { Explorer } from './explorer.js';
import { expect, test } from './fixtures.js';

test.describe.configure({ mode: 'parallel' });

for (const task of TASKS) {
  test.describe(task.question, () => {
    for (const way of WAYS) {
      test(way, async ({ page }) => {
        const { network, selection = null, view = {}, hasPicture, name } = task;
        await page.setViewportSize({ width: 1080, height: 1000 });
        const explorer = await Explorer.open(page, { network, selection, view });
        if (hasPicture) {
          await explorer.element.evaluate((element, svg) => {
            Object.assign(element, { image: new Blob([svg], { type: 'image/svg+xml' }) });
          }, BIRD);
          await expect(explorer.element.locator('[part="picture"]')).toBeVisible();
        }
        const story = way === 'keys' ? `task-${name}-keys` : `task-${name}`;
        await task[way](await Story.begin(page, explorer, story));
      });
    }
  });
}
