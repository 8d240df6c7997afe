/** Layers as they stand in a preset's file: only what is not the default. */

/** @param {object} [rest] further parameters, `inputs` among them */
export const conv = (name, kernel_size, rest = {}) => ({
  name,
  type: 'conv',
  ...from(rest),
  kernel_size,
  ...rest,
});

export const maxPool = (name, kernel_size, rest = {}) => ({
  name,
  type: 'max_pool',
  ...from(rest),
  kernel_size,
  ...rest,
});

export const avgPool = (name, kernel_size, rest = {}) => ({
  ...maxPool(name, kernel_size, rest),
  type: 'avg_pool',
});

export const convTranspose = (name, kernel_size, rest = {}) => ({
  name,
  type: 'conv_transpose',
  kernel_size,
  ...rest,
});

export const crop = (name, cropping, input) => ({ name, type: 'crop', inputs: [input], cropping });
export const globalPool = (name) => ({ name, type: 'global_pool' });
export const add = (name, ...inputs) => ({ name, type: 'add', inputs });
export const concat = (name, ...inputs) => ({ name, type: 'concat', inputs });

/** `inputs` stand before the numbers, as in every written layer. */
const from = ({ inputs }) => (inputs ? { inputs } : {});

export const lastOf = (layers) => layers.at(-1).name;
