/**
 * Writes the networks that come with the package, ipyreceptive/presets/, from their descriptions in
 * scripts/presets/: one document a network, and index.json, which says what each one is and where
 * its numbers were checked. The documents of models that were read are made by model_presets.py;
 * scripts/presets/models.json says which they are.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { alexnets } from './presets/alexnet.mjs';
import { googlenet } from './presets/googlenet.mjs';
import { inceptionV2 } from './presets/inception.mjs';
import { mobilenets } from './presets/mobilenet.mjs';
import { pix2pix } from './presets/pix2pix.mjs';
import { resnets } from './presets/resnet.mjs';
import { sequences } from './presets/sequence.mjs';
import { unets } from './presets/unet.mjs';
import { vggs } from './presets/vgg.mjs';
import { ROOT, isMain, main } from './run.mjs';

const FOLDER = path.join(ROOT, 'ipyreceptive/presets');

const PRESETS = [
  ...alexnets,
  ...vggs,
  googlenet,
  ...resnets,
  ...mobilenets,
  inceptionV2,
  ...unets,
  pix2pix,
  ...sequences,
];

const MODELS = JSON.parse(readFileSync(path.join(ROOT, 'scripts/presets/models.json'), 'utf8'));

/** JSON on one line, with a space after every comma and colon. */
function line(value) {
  if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${line(each)}`,
  );
  return `{${entries.join(', ')}}`;
}

function document({ title, input_size, spacing, unit, layers }) {
  const head = { name: title, input_size, ...(spacing ? { spacing, unit } : {}) };
  const above = Object.entries(head).map(([key, value]) => `  "${key}": ${line(value)},\n`);
  return `{\n${above.join('')}  "layers": [\n    ${layers.map(line).join(',\n    ')}\n  ]\n}\n`;
}

function index() {
  const facts = PRESETS.map(({ name, title, description, keywords, checked }) => ({
    name,
    title,
    description,
    keywords,
    checked,
  }));
  return `${JSON.stringify([...facts, ...MODELS], null, 2)}\n`;
}

/** The names of the files that come from models. */
export const modelFiles = MODELS.map(({ name }) => `${name}.rf.json`);

/** The text of every other file, by its name. */
export function presetFiles() {
  const documents = PRESETS.map((preset) => [`${preset.name}.rf.json`, document(preset)]);
  return new Map([...documents, ['index.json', index()]]);
}

function write() {
  const files = presetFiles();
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) {
    if (!files.has(file) && !modelFiles.includes(file)) rmSync(path.join(FOLDER, file));
  }
  for (const [file, text] of files) writeFileSync(path.join(FOLDER, file), text);
}

if (isMain(import.meta)) await main(write);
