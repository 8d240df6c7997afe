import { PUBLISHED } from './checked.mjs';
import { avgPool, concat, conv, globalPool, lastOf, maxPool } from './layers.mjs';

const same = (rest = {}) => ({ ...rest, padding: 'same' });

/** Four branches. */
function mixed(name, input, pool = avgPool, kind = 'AvgPool') {
  const inputs = [input];
  return [
    conv(`${name}/Branch_0/Conv2d_0a_1x1`, 1, { inputs }),
    conv(`${name}/Branch_1/Conv2d_0a_1x1`, 1, { inputs }),
    conv(`${name}/Branch_1/Conv2d_0b_3x3`, 3, same()),
    conv(`${name}/Branch_2/Conv2d_0a_1x1`, 1, { inputs }),
    conv(`${name}/Branch_2/Conv2d_0b_3x3`, 3, same()),
    conv(`${name}/Branch_2/Conv2d_0c_3x3`, 3, same()),
    pool(`${name}/Branch_3/${kind}_0a_3x3`, 3, same({ inputs, stride: 1 })),
    conv(`${name}/Branch_3/Conv2d_0b_1x1`, 1),
    concat(
      name,
      `${name}/Branch_0/Conv2d_0a_1x1`,
      `${name}/Branch_1/Conv2d_0b_3x3`,
      `${name}/Branch_2/Conv2d_0c_3x3`,
      `${name}/Branch_3/Conv2d_0b_1x1`,
    ),
  ];
}

/** Three branches that halve the map. */
function reduction(name, input) {
  const inputs = [input];
  return [
    conv(`${name}/Branch_0/Conv2d_0a_1x1`, 1, { inputs }),
    conv(`${name}/Branch_0/Conv2d_1a_3x3`, 3, same({ stride: 2 })),
    conv(`${name}/Branch_1/Conv2d_0a_1x1`, 1, { inputs }),
    conv(`${name}/Branch_1/Conv2d_0b_3x3`, 3, same()),
    conv(`${name}/Branch_1/Conv2d_1a_3x3`, 3, same({ stride: 2 })),
    maxPool(`${name}/Branch_2/MaxPool_1a_3x3`, 3, same({ inputs, stride: 2 })),
    concat(
      name,
      `${name}/Branch_0/Conv2d_1a_3x3`,
      `${name}/Branch_1/Conv2d_1a_3x3`,
      `${name}/Branch_2/MaxPool_1a_3x3`,
    ),
  ];
}

const MODULES = [
  ['Mixed_3b', mixed],
  ['Mixed_3c', mixed],
  ['Mixed_4a', reduction],
  ['Mixed_4b', mixed],
  ['Mixed_4c', mixed],
  ['Mixed_4d', mixed],
  ['Mixed_4e', mixed],
  ['Mixed_5a', reduction],
  ['Mixed_5b', mixed],
  ['Mixed_5c', (name, input) => mixed(name, input, maxPool, 'MaxPool')],
];

function layers() {
  const made = [
    conv('Conv2d_1a_7x7', 7, same({ stride: 2 })),
    maxPool('MaxPool_2a_3x3', 3, same({ stride: 2 })),
    conv('Conv2d_2b_1x1', 1),
    conv('Conv2d_2c_3x3', 3, same()),
    maxPool('MaxPool_3a_3x3', 3, same({ stride: 2 })),
  ];
  for (const [name, module] of MODULES) made.push(...module(name, lastOf(made)));
  return [...made, globalPool('AvgPool_1a')];
}

export const inceptionV2 = {
  name: 'inception_v2',
  title: 'Inception v2 (TF-Slim)',
  description: "TF-Slim's inception_v2, named by its scopes.",
  keywords: ['classification', 'imagenet', 'batch norm', 'ioffe', 'branches', 'tensorflow'],
  checked: PUBLISHED,
  input_size: 224,
  layers: layers(),
};
