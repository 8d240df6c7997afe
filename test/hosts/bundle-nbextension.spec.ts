import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from '@playwright/test';

const FOLDER = path.join(import.meta.dirname, '../../ipyreceptive/nbextension');

const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');

/** What VS Code takes from the text of an extension.js: what stands in the innermost brackets. */
function mapIn(text: string): Record<string, string> {
  const start = text.indexOf("['requirejs'].config({");
  const config = text.slice(text.indexOf('{', start), text.indexOf(')', start));
  const entries = config
    .slice(config.lastIndexOf('{') + 1)
    .split('}')[0]
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry.includes(':'));
  return Object.fromEntries(
    entries.map((entry) => entry.split(':').map((part) => part.trim().replaceAll("'", ''))),
  );
}

test('VS Code reads where the widget is, and there it is', () => {
  const map = mapIn(read('extension.js'));
  expect(map).toEqual({ ipyreceptive: 'nbextensions/ipyreceptive/index' });
  expect(read('index.js')).toMatch(/^define\(\["@jupyter-widgets\/base"\], function \(base\)/);
});
