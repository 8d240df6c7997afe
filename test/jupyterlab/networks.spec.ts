import { MEASURED, tableAndTruth } from '../page/networks.js';
import { seen } from '../page/texts.js';
import { expect, test } from './fixtures.js';
import { notebookText } from './notebook-file.js';

/** So many figures a batch: as many as a person would put below one cell at most. */
const BATCH = 12;

/** Python that shows these networks, each with its selection. */
const cellOf = (batch: typeof MEASURED): string => {
  const listed = batch.map(({ network, selection }) => [network, selection]);
  return `import json
from ipyreceptive import ReceptiveField
for network, selection in json.loads(${JSON.stringify(JSON.stringify(listed))}):
    display(ReceptiveField(network, selection=selection))`;
};

test('every measured network opens: drawn, read out, no text on another', async ({
  notebook,
  server,
}) => {
  test.setTimeout(180_000);
  const batches = Array.from({ length: Math.ceil(MEASURED.length / BATCH) }, (_, i) =>
    MEASURED.slice(i * BATCH, (i + 1) * BATCH),
  );
  server.write('networks.ipynb', notebookText(batches.map(cellOf)));
  await notebook.open('networks.ipynb');
  await notebook.runAll();
  for (const [cell, batch] of batches.entries()) {
    const figures = notebook.output(cell).locator('receptive-field');
    await notebook.output(cell).scrollIntoViewIfNeeded();
    await expect(figures).toHaveCount(batch.length);
    for (const [place, { id, names, readout, ...opened }] of batch.entries()) {
      const figure = figures.nth(place);
      await figure.scrollIntoViewIfNeeded();
      await expect(figure.locator('[data-layer]')).not.toHaveCount(0);
      const { layers, rows, ...shown } = await seen(figure);
      expect([...new Set(layers)].sort(), id).toEqual([...names].sort());
      expect(shown, id).toMatchObject({ clashes: [], overhangs: [] });
      expect(shown.readout.slice(0, 2), id).toEqual(readout());
      const { table, truth } = tableAndTruth(opened, { rows });
      expect(table, id).toEqual(truth);
    }
  }
});
