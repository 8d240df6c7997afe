import { LIMITS } from '../limits.js';
import { LayerError } from '../layer-error.js';

const DEEPEST = 100;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_]{1,40}|[^]/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where the text is no JSON, as a person counts: lines and columns from 1. */
function refuse(code: string, text: string, at: number, value: string | null = null): never {
  const above = text.slice(0, at);
  const line = above.split('\n').length;
  const column = at - above.lastIndexOf('\n');
  WORD.lastIndex = at;
  const found = value ?? WORD.exec(text)?.[0] ?? null;
  const ends = text.trim() === '' ? 'text_empty' : 'text_ends';
  throw new LayerError(found === null ? ends : code, { line, column, value: found });
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The end of the string that begins at `at`. */
function skipString(text: string, at: number): number {
  let end = at + 1;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code === 34) return end + 1;
    if (!(code >= 32)) refuse('text_string', text, at, text.slice(at + 1, Math.min(end, at + 20)));
    if (code !== 92) {
      end += 1;
      continue;
    }
    const after = skip(ESCAPE, text, end);
    if (after === end) refuse('text_escape', text, end, text.slice(end, end + 2));
    end = after;
  }
}

/** The end of a number, `true`, `false` or `null`. */
function skipScalar(text: string, at: number): number {
  for (const word of ['true', 'false', 'null']) {
    if (text.startsWith(word, at)) return at + word.length;
  }
  const end = skip(NUMBER, text, at);
  if (end === at) refuse('text_value', text, at);
  return end;
}

/**
 * Walks over JSON text and refuses what is no JSON, and what JSON's own reader would swallow: a
 * name that stands twice in one object.
 */
function check(text: string): void {
  /** Names of the open objects, `null` for open lists. */
  const open: (Set<string> | null)[] = [];
  let at = skip(SPACE, text, 0);
  for (;;) {
    const first = text[at];
    if (first === '[' || first === '{') {
      if (open.length >= DEEPEST) refuse('text_deep', text, at);
      const close = first === '[' ? ']' : '}';
      open.push(first === '[' ? null : new Set());
      at = skip(SPACE, text, at + 1);
      if (text[at] !== close) {
        if (first === '{') at = checkKey(text, at, open.at(-1) as Set<string>);
        continue;
      }
      open.pop();
      at += 1;
    } else {
      at = first === '"' ? skipString(text, at) : skipScalar(text, at);
    }
    for (;;) {
      at = skip(SPACE, text, at);
      const inside = open.at(-1);
      if (inside === undefined) {
        if (at < text.length) refuse('text_end', text, at);
        return;
      }
      const close = inside === null ? ']' : '}';
      if (text[at] === ',') {
        at = skip(SPACE, text, at + 1);
        if (text[at] === close) refuse('text_last_comma', text, at);
        if (inside !== null) at = checkKey(text, at, inside);
        break;
      }
      if (text[at] !== close) {
        refuse(inside === null ? 'text_comma_list' : 'text_comma_object', text, at);
      }
      open.pop();
      at += 1;
    }
  }
}

/** The start of the value whose key begins at `at`. */
function checkKey(text: string, at: number, keys: Set<string>): number {
  if (text[at] !== '"') refuse('text_key', text, at);
  const end = skipString(text, at);
  const key = JSON.parse(text.slice(at, end)) as string;
  if (keys.has(key)) refuse('text_twice', text, at, key);
  keys.add(key);
  const colon = skip(SPACE, text, end);
  if (text[colon] !== ':') refuse('text_colon', text, colon);
  return skip(SPACE, text, colon + 1);
}

/**
 * The value that JSON text stands for.
 *
 * @throws LayerError with line and column where it is no JSON, or an object holds a key twice
 */
export function readText(written: string): unknown {
  if (written.length > LIMITS.text) {
    throw new LayerError('text_too_long', { length: written.length, limit: LIMITS.text });
  }
  const text = written.replace(/^\uFEFF/, '');
  check(text);
  return JSON.parse(text);
}
