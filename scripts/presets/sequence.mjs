import { add, conv, lastOf } from './layers.mjs';

/** A convolution that sees no later sample. */
const causal = (name, kernel, dilation, inputs) =>
  conv(name, kernel, {
    ...(inputs ? { inputs } : {}),
    padding: [[(kernel - 1) * dilation, 0]],
    dilation,
  });

const WAVENET_BLOCKS = 3;
const WAVENET_LAYERS = 10;

function wavenetLayers() {
  const layers = [causal('causal', 2, 1)];
  const gates = [];
  for (let block = 1; block <= WAVENET_BLOCKS; block += 1) {
    for (let i = 0; i < WAVENET_LAYERS; i += 1) {
      const input = lastOf(layers);
      const name = `block${block}/dilation${2 ** i}`;
      gates.push(`${name}/gate`);
      layers.push(causal(`${name}/gate`, 2, 2 ** i, [input]), add(name, input, `${name}/gate`));
    }
  }
  // The last sum feeds nothing: only the gates go on, through the skip connections.
  layers.pop();
  return [...layers, add('skip', ...gates), conv('out1', 1), conv('out2', 1)];
}

const wavenet = {
  name: 'wavenet',
  title: 'WaveNet (three blocks of dilations 1 to 512)',
  description:
    'The stack of van den Oord et al. 2016 on one second of sound at 16 kHz: causal convolutions of two samples, dilations doubling to 512, repeated three times, with residual and skip connections; filter and gate see the same and stand as one layer.',
  keywords: ['audio', 'sound', 'speech', 'causal', 'dilated', '1-D', 'oord'],
  checked:
    'The 1,024 samples that the paper states for a block, and measured on a module built from it.',
  input_size: [16000],
  spacing: [0.0625],
  unit: ['ms'],
  layers: wavenetLayers(),
};

const TCN_LEVELS = 8;
const TCN_KERNEL = 7;

function tcnLayers() {
  const layers = [];
  for (let level = 0; level < TCN_LEVELS; level += 1) {
    const name = `network.${level}`;
    const input = level === 0 ? 'input' : lastOf(layers);
    // Where the number of channels changes, the shortcut is a convolution.
    const shortcut = level === 0 ? [conv(`${name}.downsample`, 1, { inputs: [input] })] : [];
    layers.push(
      causal(`${name}.conv1`, TCN_KERNEL, 2 ** level, [input]),
      causal(`${name}.conv2`, TCN_KERNEL, 2 ** level),
      ...shortcut,
      add(name, `${name}.conv2`, shortcut[0]?.name ?? input),
    );
  }
  return layers;
}

const tcn = {
  name: 'tcn',
  title: 'TCN (eight levels, kernel 7)',
  description:
    'The temporal convolutional network of Bai, Kolter and Koltun 2018 for sequential MNIST, named by the module paths of their code: residual blocks of two causal convolutions, dilations 1 to 128.',
  keywords: ['temporal', 'sequence', 'time series', 'causal', 'dilated', '1-D', 'bai'],
  checked:
    'The formula 1 + 2 (k - 1) (2^levels - 1) that follows from the paper, and measured on a module built from it.',
  input_size: [784],
  layers: tcnLayers(),
};

export const sequences = [wavenet, tcn];
