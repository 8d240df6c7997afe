/** What the Python package takes to import, and to answer. */
import path from 'node:path';

import { inVenv } from '../scripts/python.mjs';
import { run } from '../scripts/run.mjs';
import { median } from './statistics.mjs';

const RUNS = 11;

/** @type {import('./run.mjs').Measurement} */
export async function* python() {
  const runs = [];
  for (let i = 0; i < RUNS; i++) {
    const output = await run(inVenv('python'), [path.join(import.meta.dirname, 'tables.py')]);
    runs.push(JSON.parse(output));
  }
  const milliseconds = (part) => runs.map((once) => part(once) * 1000);
  yield {
    what: 'Python: import after ipywidgets, and a first table',
    values: milliseconds(({ first }) => first),
    unit: 'ms',
    aim: 150,
  };
  yield {
    what: 'Python: each table after that',
    values: milliseconds(({ later }) => median(later)),
    unit: 'ms',
    aim: 3,
  };
}
