const input = { 'receptive-field': 'src/page.ts' };
const transform = { target: 'es2022' };

/** The element for a page. */
export default [
  {
    input,
    transform,
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist',
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'receptive-field/[name]-[hash].js',
      // What the parts share stays in the entry, which draws the first picture without any other file.
      codeSplitting: { groups: [{ name: 'receptive-field', tags: ['$initial'] }] },
    },
  },
  {
    input,
    transform,
    output: {
      file: 'ipyreceptive/element.js',
      format: 'iife',
      name: 'receptiveField',
      minify: true,
      codeSplitting: false,
    },
  },
];
