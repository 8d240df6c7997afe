/** What other tools take from a torch model to its receptive fields, and how many they get wrong. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { inVenv } from '../scripts/python.mjs';
import { attempt, run } from '../scripts/run.mjs';
import { setupTorch } from '../scripts/setup.mjs';
import { median } from './statistics.mjs';

const RUNS = 5;
/** The tools, and what they need beside torch. */
const TOOLS = ['torchlens==2.36.1', 'torchscan==0.2.0', 'torchinfo==1.8.0', 'rfa_toolbox==1.7.0'];
const PACKAGES = [...TOOLS, 'safetensors', 'graphviz', 'tqdm'];
const MODELS = ['resnet18', 'resnet152', 'densenet201', 'efficientnet_b4', 'unet'];

/** How one tool did with a model, beside ours. */
function resultOf(model, own, { name, seconds, wrong, of, error }) {
  const what = `Python: ${model} to its fields, ${name}`;
  if (error) return { what, values: [NaN], unit: '', note: error };
  const ratio = (median(seconds) / own).toFixed(1);
  const told = wrong === null ? 'tells of no field' : `${wrong} of ${of} fields wrong`;
  const values = seconds.map((each) => each * 1000);
  return { what, values, unit: 'ms', note: `${ratio} times ours, ${told}` };
}

async function* measured(models) {
  await setupTorch();
  const python = inVenv('python', '.venv-torch');
  const folder = mkdtempSync(path.join(tmpdir(), 'ipyreceptive-bench-'));
  try {
    const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder];
    // A tool that cannot be installed is told of below, where it cannot be imported: rfa_toolbox has
    // no version for Python 3.11.
    for (const name of PACKAGES) await attempt(python, [...install, name]);
    const script = path.join(import.meta.dirname, 'frameworks.py');
    const env = { PYTHONPATH: folder };
    for (const model of models) {
      const output = await run(python, ['-W', 'ignore', script, model, `${RUNS}`], { env });
      const results = JSON.parse(output.trim().split('\n').at(-1));
      const own = median(results[0].seconds);
      for (const result of results) yield resultOf(model, own, result);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @type {import('./run.mjs').Measurement} */
export const frameworks = () => measured(['resnet152']);

/** @type {import('./run.mjs').Measurement} */
export const torchModels = () => measured(MODELS);
