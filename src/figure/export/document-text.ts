import { toDocument } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';

/** JSON on one line, with a space after every comma and colon. */
function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${line(each)}`,
  );
  return `{${entries.join(', ')}}`;
}

/** The document of a network as JSON text, one layer a line; `readNetwork` reads it back. */
export function documentText(network: Network): string {
  const { layers, ...head } = toDocument(network);
  const above = Object.entries(head).map(([key, value]) => `  "${key}": ${line(value)},\n`);
  return `{\n${above.join('')}  "layers": [\n    ${layers.map(line).join(',\n    ')}\n  ]\n}\n`;
}
