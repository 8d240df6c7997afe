import { Figure } from '../page/figure.js';
import { Story } from '../page/story.js';
import { BIRD, TASKS, WAYS } from '../page/tasks.js';
import type { Task } from '../page/tasks.js';
import { expect, test } from './fixtures.js';
import { notebookText } from './notebook-file.js';

/** The cell that makes the figure of a task. */
function cellOf({ network, selection, view, hasPicture }: Task): string {
  const { name = '', input_size: size, layers } = network as Record<string, unknown>;
  const lines = [
    `json.loads('${JSON.stringify(layers)}'), input_size=${JSON.stringify(size)}, name="${String(name)}"`,
    ...(selection ? [`selection=("${selection.layer}", (${selection.index.join(', ')}))`] : []),
    ...(view ? [`view={"mode": "${view.mode}"}`] : []),
    ...(hasPicture ? ['image=bird'] : []),
  ];
  return `ReceptiveField(${lines.join(',\n    ')})`;
}

const SETUP = `import json
from ipyreceptive import ReceptiveField
bird = b"""${BIRD}"""`;

test('each task takes as few gestures in JupyterLab', async ({ notebook, server }) => {
  const { page } = notebook;
  const steps = TASKS.flatMap((task) => WAYS.map((way) => ({ task, way })));
  server.write('tasks.ipynb', notebookText([SETUP, ...steps.map(({ task }) => cellOf(task))]));
  await page.setViewportSize({ width: 1280, height: 1050 });
  await notebook.open('tasks.ipynb');
  await notebook.command('application:toggle-left-area');
  await notebook.runAll();
  for (const [i, { task, way }] of steps.entries()) {
    await test.step(`${task.question} ${way}`, async () => {
      const figure = Figure.in(notebook.output(i + 1));
      await figure.element.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      if (task.hasPicture) await expect(figure.element.locator('[part="picture"]')).toBeVisible();
      const story = `lab-task-${task.name}${way === 'keys' ? '-keys' : ''}`;
      await task[way](await Story.begin(page, figure, story));
      await page.keyboard.press('Escape');
    });
  }
});
