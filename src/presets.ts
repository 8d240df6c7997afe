/**
 * The networks that come with the package: `import { preset } from 'ipyreceptive/presets'`. An entry
 * of its own, so that a page which needs none loads none.
 */
import { readNetwork } from './layers/index.js';
import type { Network } from './layers/index.js';
import { UnknownPresetError, findPresets } from './layers/presets.js';
import type { Preset } from './layers/presets.js';

export { UnknownPresetError };
export type { Preset };

async function load(file: string): Promise<unknown> {
  const module = (await import(`../ipyreceptive/presets/${file}.json`, {
    with: { type: 'json' },
  })) as { default: unknown };
  return module.default;
}

/**
 * What networks there are, in the order of the index.
 *
 * @param text - words that must all occur in what is said of a network: `resnet pytorch`
 */
export async function presets(text = ''): Promise<readonly Preset[]> {
  return findPresets((await load('index')) as readonly Preset[], text);
}

/**
 * A network that comes with the package.
 *
 * @param name - such as `resnet50`; {@link presets} finds it
 * @param options - another size of the input
 * @throws UnknownPresetError with the nearest names; LayerError where the input is too small
 */
export async function preset(
  name: string,
  options: { readonly inputSize?: number | readonly number[] } = {},
): Promise<Network> {
  const names = (await presets()).map((each) => each.name);
  if (!names.includes(name)) throw new UnknownPresetError(name, names);
  return readNetwork(await load(`${name}.rf`), options);
}
