import { suggest } from './nearest.js';
import { sentence } from './sentences/sentences.js';
import './sentences/late-sentences.js';

/** What is known of a network that comes with the package: an entry of its index. */
export interface Preset {
  /** Also of its file, `ipyreceptive/presets/<name>.rf.json`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  /** Where its numbers were checked. */
  readonly checked: string;
  /** The model that it was read from, such as `timm/xception`; none for one written by hand. */
  readonly made_from?: string;
}

/** A question about a preset that there is not. */
export class UnknownPresetError extends Error {
  override readonly name = 'UnknownPresetError';
  /** What was asked for. */
  readonly preset: unknown;
  /** Names that may be meant, nearest first. */
  readonly nearest: readonly string[];

  constructor(preset: unknown, names: Iterable<string>) {
    const nearest = typeof preset === 'string' ? suggest(preset, names) : [];
    super(sentence('preset_unknown', { value: preset, nearest }));
    this.preset = preset;
    this.nearest = nearest;
  }
}

/** The presets in which every word of a text occurs, in whatever case; all for an empty text. */
export function findPresets(presets: readonly Preset[], text: string): readonly Preset[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return presets.filter(({ name, title, description, keywords }) => {
    const said = [name, title, description, ...keywords].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
