/** The colours of a figure. Every value is a literal, so that a saved picture needs no style sheet. */
export interface Palette {
  /** Colour of the page behind the figure; `null` where it is not known. */
  readonly ground: string | null;
  readonly accent: string;
  readonly accentText: string;
  readonly accentRow: string;
  readonly ink: readonly [values: string, notes: string, axes: string];
  readonly rule: string;
  readonly strongRule: string;
  readonly warning: readonly [ground: string, line: string];
  /** Two branches that are told apart, the first filled and the second hollow. */
  readonly branches: readonly [first: string, second: string];
  /** Colour of depth `t`, 0 for the input to 1 for the deepest layer. */
  readonly depth: (t: number) => string;
  /** How strong lattices are: anywhere, on the path of the selection, inside its field. */
  readonly lattice: readonly [rest: number, path: number, field: number];
  /** The same for the edges of the maps. */
  readonly edge: readonly [rest: number, path: number, field: number];
}

/** OKLCH to linear sRGB (Ottosson 2020), `l` 0..1, hue `h` in degrees. */
function linear(l: number, c: number, h: number): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

const gamma = (v: number): number => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);

/** A colour in OKLCH as `#rrggbb`; chroma gives way until the colour is inside sRGB. */
export function oklch(l: number, c: number, h: number): string {
  let chroma = c;
  let rgb = linear(l, chroma, h);
  while (chroma > 0 && rgb.some((v) => v < -1e-4 || v > 1 + 1e-4)) {
    chroma = Math.max(0, chroma - 0.002);
    rgb = linear(l, chroma, h);
  }
  const hex = (v: number): string =>
    Math.round(255 * gamma(Math.min(1, Math.max(0, v))))
      .toString(16)
      .padStart(2, '0');
  return `#${rgb.map(hex).join('')}`;
}

/** The channels of `#rrggbb`, `rgb(r, g, b)` or `rgba(r, g, b, a)`. */
const channels = (colour: string): number[] =>
  colour.startsWith('#')
    ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);

/**
 * A colour over a veil of the page's, as one fill.
 *
 * @param ground - colour of the page; without it there is no veil
 * @param veil - opacity of the veil
 * @param strength - opacity of the colour
 */
export function veiled(
  ground: string | null,
  veil: number,
  colour: string,
  strength: number,
): { readonly fill: string; readonly 'fill-opacity': number } {
  if (ground === null) return { fill: colour, 'fill-opacity': strength };
  const opacity = 1 - (1 - veil) * (1 - strength);
  const below = channels(ground);
  const mixed = channels(colour).map(
    (value, i) => (strength * value + (1 - strength) * veil * below[i]) / opacity,
  );
  const hex = mixed.map((value) => Math.round(value).toString(16).padStart(2, '0'));
  return { fill: `#${hex.join('')}`, 'fill-opacity': opacity };
}

const KEPT_COLOURS = 4096;

/** A ramp that remembers: a figure asks for the colour of a layer many times a frame. */
function ramp(colour: (t: number) => string): (t: number) => string {
  const known = new Map<number, string>();
  return (t) => {
    let found = known.get(t);
    if (found === undefined) {
      if (known.size >= KEPT_COLOURS) known.clear();
      known.set(t, (found = colour(t)));
    }
    return found;
  };
}

export const LIGHT: Palette = {
  ground: '#ffffff',
  accent: '#f34a02',
  accentText: '#bf3000',
  accentRow: '#fff0ea',
  ink: ['#1b1f24', '#4b535d', '#666e78'],
  rule: '#e3e6ea',
  strongRule: '#c9ced5',
  warning: ['#fff7de', '#f1b10d'],
  branches: [oklch(0.55, 0.115, 205), oklch(0.47, 0.16, 300)],
  depth: ramp((t) => oklch(0.65 - 0.29 * t, 0.105 + 0.045 * t, 195 + 90 * t)),
  lattice: [0.34, 0.42, 0.85],
  edge: [0.45, 0.7, 1],
};

export const DARK: Palette = {
  ground: '#111111',
  accent: '#ff8135',
  accentText: '#ff9b5a',
  accentRow: '#2f190f',
  ink: ['#ececee', '#aeb4bd', '#868d97'],
  rule: '#2a2d31',
  strongRule: '#3d4248',
  warning: ['#271e0a', '#f4bf36'],
  branches: [oklch(0.77, 0.115, 205), oklch(0.76, 0.13, 300)],
  depth: ramp((t) => oklch(0.5 + 0.34 * t, 0.085 + 0.025 * t, 200 + 85 * t)),
  lattice: [0.34, 0.42, 0.85],
  edge: [0.45, 0.7, 1],
};

/** Middle tones that stand on white and on black alike, for pictures whose page is not known. */
export const ANY_GROUND: Palette = {
  ground: null,
  accent: '#d54004',
  accentText: '#d54004',
  accentRow: 'none',
  ink: ['#7a7a7a', '#7a7a7a', '#7a7a7a'],
  rule: '#7a7a7a',
  strongRule: '#7a7a7a',
  warning: ['none', '#7a7a7a'],
  branches: [oklch(0.6, 0.115, 205), oklch(0.58, 0.16, 300)],
  depth: ramp((t) => oklch(0.62 - 0.06 * t, 0.12 + 0.04 * t, 195 + 100 * t)),
  lattice: [0.5, 0.6, 0.95],
  edge: [0.75, 0.75, 1],
};
