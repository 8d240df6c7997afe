/** Two branches that do not line up where they meet. */
export const TWO_BRANCHES = {
  name: 'Two branches',
  input_size: 32,
  layers: [
    ['stem', 3, 1, 1],
    ['a1', 3, 2, 1],
    ['a2', 3, 2, 1],
    { name: 'b1', type: 'max_pool', kernel_size: 2, inputs: ['stem'] },
    { name: 'b2', type: 'max_pool', kernel_size: 2 },
    { name: 'concat', type: 'concat', inputs: ['a2', 'b2'] },
  ],
};
