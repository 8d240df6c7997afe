/** The element for a page. */
export default {
  input: { 'receptive-field': 'src/page.ts' },
  transform: { target: 'es2022' },
  // What the parts share stays in the entry, which draws the first picture without any other file.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist',
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'receptive-field/[name]-[hash].js',
  },
};
