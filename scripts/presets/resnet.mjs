import { MEASURED, PUBLISHED } from './checked.mjs';
import { add, conv, globalPool, lastOf, maxPool } from './layers.mjs';

/** Blocks of each of the four stages. */
const STAGES = {
  18: [2, 2, 2, 2],
  34: [3, 4, 6, 3],
  50: [3, 4, 6, 3],
  101: [3, 4, 23, 3],
  152: [3, 8, 36, 3],
};

/** The convolutions of one block: two of 3 x 3, or 1, 3, 1 with the stride in the middle. */
function body(name, inputs, stride, deep) {
  if (!deep) {
    return [
      conv(`${name}.conv1`, 3, { inputs, stride, padding: 1 }),
      conv(`${name}.conv2`, 3, { padding: 1 }),
    ];
  }
  return [
    conv(`${name}.conv1`, 1, { inputs }),
    conv(`${name}.conv2`, 3, { stride, padding: 1 }),
    conv(`${name}.conv3`, 1),
  ];
}

function torchvisionBlock(name, input, { stride, deep, projects }) {
  const layers = body(name, [input], stride, deep);
  if (!projects) return [...layers, add(name, lastOf(layers), input)];
  const shortcut = conv(`${name}.downsample.0`, 1, { inputs: [input], stride });
  return [...layers, shortcut, add(name, lastOf(layers), shortcut.name)];
}

function torchvisionLayers(depth) {
  const deep = depth >= 50;
  const layers = [
    conv('conv1', 7, { stride: 2, padding: 3 }),
    maxPool('maxpool', 3, { stride: 2, padding: 1 }),
  ];
  STAGES[depth].forEach((blocks, stage) => {
    for (let block = 0; block < blocks; block += 1) {
      const strided = block === 0 && stage > 0;
      const projects = strided || (block === 0 && deep);
      const shape = { stride: strided ? 2 : 1, deep, projects };
      layers.push(...torchvisionBlock(`layer${stage + 1}.${block}`, lastOf(layers), shape));
    }
  });
  return [...layers, globalPool('avgpool')];
}

const torchvision = Object.keys(STAGES).map((depth) => ({
  name: `resnet${depth}`,
  title: `ResNet-${depth} (torchvision)`,
  description: `torchvision's ResNet-${depth}, named by module path; a block's sum has the name of the block.`,
  keywords: ['classification', 'imagenet', 'residual', 'skip', 'he', 'pytorch'],
  checked: MEASURED,
  input_size: 224,
  layers: torchvisionLayers(Number(depth)),
}));

/** A bottleneck of TF-Slim; the last one of a block has the stride, and its sum the block's name. */
function slimUnit(name, sum, input, { stride, projects }) {
  const shortcut = projects
    ? [conv(`${name}/shortcut`, 1, { inputs: [input], stride })]
    : stride > 1
      ? [maxPool(`${name}/shortcut`, 1, { inputs: [input], stride })]
      : [];
  return [
    ...shortcut,
    conv(`${name}/conv1`, 1, { inputs: [input] }),
    conv(`${name}/conv2`, 3, stride > 1 ? { stride, padding: 1 } : { padding: 'same' }),
    conv(`${name}/conv3`, 1),
    add(sum, shortcut[0]?.name ?? input, `${name}/conv3`),
  ];
}

function slimLayers(depth, version) {
  const layers = [
    conv('conv1', 7, { stride: 2, padding: 3 }),
    maxPool('pool1', 3, { stride: 2, padding: 'same' }),
  ];
  STAGES[depth].forEach((units, stage) => {
    const block = `block${stage + 1}`;
    for (let unit = 1; unit <= units; unit += 1) {
      const name = `${block}/unit_${unit}/bottleneck_${version}`;
      const last = unit === units;
      const shape = { stride: last && stage < 3 ? 2 : 1, projects: unit === 1 };
      layers.push(...slimUnit(name, last ? block : name, lastOf(layers), shape));
    }
  });
  return [...layers, globalPool('pool5')];
}

const ORDER = {
  v1: 'a convolution before its norm',
  v2: 'the norm and the activation before each convolution, which changes no receptive field',
};

const slim = Object.keys(ORDER).flatMap((version) =>
  [50, 101, 152].map((depth) => ({
    name: `resnet_${version}_${depth}`,
    title: `ResNet ${version} ${depth} (TF-Slim)`,
    description: `TF-Slim's resnet_${version}_${depth}: ${ORDER[version]}; unlike torchvision's, the last unit of a block has its stride.`,
    keywords: ['classification', 'imagenet', 'residual', 'skip', 'he', 'tensorflow'],
    checked: PUBLISHED,
    input_size: 224,
    layers: slimLayers(depth, version),
  })),
);

export const resnets = [...torchvision, ...slim];
