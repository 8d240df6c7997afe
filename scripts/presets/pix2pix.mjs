import { conv } from './layers.mjs';

export const pix2pix = {
  name: 'pix2pix_discriminator',
  title: "pix2pix's 70 x 70 discriminator (PatchGAN)",
  description:
    'The discriminator of Isola et al. 2017 with the names of the paper: every feature of its last layer judges one patch of the image.',
  keywords: ['patchgan', 'gan', 'image to image', 'isola', '70x70'],
  checked: 'The 70 x 70 pixels that the paper states, and measured on a module built from it.',
  input_size: 256,
  layers: [
    conv('C64', 4, { stride: 2, padding: 1 }),
    conv('C128', 4, { stride: 2, padding: 1 }),
    conv('C256', 4, { stride: 2, padding: 1 }),
    conv('C512', 4, { padding: 1 }),
    conv('output', 4, { padding: 1 }),
  ],
};
