/** What other tools take from a torch model to its receptive fields, and how many they get wrong. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { inVenv } from '../scripts/python.mjs';
import { attempt, run } from '../scripts/run.mjs';
import { setupTorch } from '../scripts/setup.mjs';
import { median } from './statistics.mjs';

const MODEL = 'resnet152';
const RUNS = 5;
/** The tools, and what they need beside torch. */
const PACKAGES = ['torchlens==2.36.1', 'torchscan==0.2.0', 'safetensors', 'graphviz', 'tqdm'];

/** @type {import('./run.mjs').Measurement} */
export async function* frameworks() {
  await setupTorch();
  const python = inVenv('python', '.venv-torch');
  const folder = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-bench-'));
  try {
    const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder];
    // A tool that cannot be installed is told of below, where it cannot be imported.
    for (const name of PACKAGES) await attempt(python, [...install, name]);
    const script = path.join(import.meta.dirname, 'frameworks.py');
    const env = { PYTHONPATH: folder };
    const output = await run(python, ['-W', 'ignore', script, MODEL, `${RUNS}`], { env });
    const results = JSON.parse(output.trim().split('\n').at(-1));
    const own = median(results[0].seconds);
    for (const { name, seconds, wrong, of, error } of results) {
      const what = `Python: ${MODEL} to its fields, ${name}`;
      if (error) {
        yield { what, values: [NaN], unit: '', note: error };
        continue;
      }
      const ratio = (median(seconds) / own).toFixed(1);
      const note = `${ratio} times ours, ${wrong} of ${of} fields wrong`;
      yield { what, values: seconds.map((each) => each * 1000), unit: 'ms', note };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
