import { shown } from './shown.js';

/** What a sentence is made of: names, numbers, and the `value` it quotes. */
export type Values = Readonly<Record<string, unknown>>;

const LISTED = 24;

/** Longer names are cut where a sentence holds them. */
const LONGEST = 120;

/** A value as a sentence says it: `value` is quoted, a list is cut where it is long. */
export function text(name: string, value: unknown): string {
  if (name === 'value') return shown(value);
  if (Array.isArray(value)) {
    const listed = value.slice(0, LISTED).map(String).join(', ');
    return value.length > LISTED ? `${listed}, …` : listed;
  }
  if (typeof value !== 'string') return shown(value);
  return value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

const OPTIONAL = /\{\{((?:[^{}]|\{\w+\})*)\}\}/g;
const PLACEHOLDER = /\{(\w+)\}/g;

/** A template with its values; what stands in `{{...}}` is left out where one of them is missing. */
export function fill(template: string, values: Values): string {
  const needed = template.replace(OPTIONAL, (_, part: string) => {
    const names = Array.from(part.matchAll(PLACEHOLDER), ([, name]) => name);
    return names.some((name) => isEmpty(values[name])) ? '' : part;
  });
  return needed.replace(PLACEHOLDER, (_, name: string) => text(name, values[name]));
}
