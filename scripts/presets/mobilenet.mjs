import { MEASURED, PUBLISHED } from './checked.mjs';
import { add, conv, globalPool, lastOf } from './layers.mjs';

/** Strides of the thirteen depthwise convolutions of v1. */
const STRIDES_V1 = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1];

const v1 = {
  name: 'mobilenet_v1',
  title: 'MobileNet v1 (TF-Slim)',
  description: "TF-Slim's mobilenet_v1, named by its end points.",
  keywords: ['classification', 'imagenet', 'depthwise', 'separable', 'howard', 'tensorflow'],
  checked: PUBLISHED,
  input_size: 224,
  layers: [
    conv('Conv2d_0', 3, { stride: 2, padding: 'same' }),
    ...STRIDES_V1.flatMap((stride, i) => [
      conv(`Conv2d_${i + 1}_depthwise`, 3, { stride, padding: 'same' }),
      conv(`Conv2d_${i + 1}_pointwise`, 1),
    ]),
    globalPool('AvgPool_1a'),
  ],
};

/** Blocks and stride of each of the seven stages of v2; a block with stride 1 that is not the first
 * of its stage adds its input. */
const STAGES_V2 = [
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 2],
  [3, 1],
  [3, 2],
  [1, 1],
];

function block(place, input, { stride, residual }) {
  const path = `features.${place}.conv`;
  const inputs = [input];
  const layers =
    place === 1
      ? [conv(`${path}.0.0`, 3, { inputs, stride, padding: 1 }), conv(`${path}.1`, 1)]
      : [
          conv(`${path}.0.0`, 1, { inputs }),
          conv(`${path}.1.0`, 3, { stride, padding: 1 }),
          conv(`${path}.2`, 1),
        ];
  return residual ? [...layers, add(`features.${place}`, input, lastOf(layers))] : layers;
}

function layersV2() {
  const layers = [conv('features.0.0', 3, { stride: 2, padding: 1 })];
  let place = 1;
  for (const [blocks, stride] of STAGES_V2) {
    for (let i = 0; i < blocks; i += 1) {
      const shape = { stride: i === 0 ? stride : 1, residual: i > 0 };
      layers.push(...block(place, lastOf(layers), shape));
      place += 1;
    }
  }
  return [...layers, conv(`features.${place}.0`, 1), globalPool('avgpool')];
}

const v2 = {
  name: 'mobilenet_v2',
  title: 'MobileNet v2 (torchvision)',
  description:
    "torchvision's MobileNet v2, named by module path; a block's sum has the name of the block.",
  keywords: ['classification', 'imagenet', 'depthwise', 'inverted residual', 'sandler', 'pytorch'],
  checked: MEASURED,
  input_size: 224,
  layers: layersV2(),
};

export const mobilenets = [v1, v2];
