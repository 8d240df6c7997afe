import { MODES } from '../figure/index.js';
import type { Mode } from '../figure/index.js';

/** What a key, a tab or a switch does. */
export type Act =
  | { readonly kind: 'move'; readonly by: readonly [dy: number, dx: number] }
  | { readonly kind: 'layer'; readonly by: number }
  | { readonly kind: 'turn'; readonly by: readonly [azimuth: number, elevation: number] }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: 'padding'; readonly on?: boolean }
  | { readonly kind: 'rest' }
  | { readonly kind: 'let-go' };

/** Degrees that a key turns the stack. */
const TURN = 10;
const ZOOM = 1.2;

const ARROWS: Readonly<Record<string, readonly [dy: number, dx: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const KEYS: Readonly<Record<string, Act>> = {
  PageUp: { kind: 'layer', by: 1 },
  PageDown: { kind: 'layer', by: -1 },
  '+': { kind: 'zoom', factor: ZOOM },
  '=': { kind: 'zoom', factor: ZOOM },
  '-': { kind: 'zoom', factor: 1 / ZOOM },
  '0': { kind: 'rest' },
  Home: { kind: 'rest' },
  Escape: { kind: 'let-go' },
  '[': { kind: 'padding' },
  ']': { kind: 'padding' },
};

/** What a key means on a figure; `null` where it is none of the figure's business. */
export function keyAct(event: KeyboardEvent, mode: Mode): Act | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) {
    return mode === 'stack' ? { kind: 'turn', by: [arrow[1] * TURN, -arrow[0] * TURN] } : null;
  }
  if (arrow) return { kind: 'move', by: arrow };
  const place = Number(event.key);
  if (place >= 1 && place <= MODES.length) return { kind: 'mode', mode: MODES[place - 1] };
  return KEYS[event.key] ?? null;
}
