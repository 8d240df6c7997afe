const input = { 'receptive-field': 'src/page.ts' };
const transform = { target: 'es2022' };

const BASE = '@jupyter-widgets/base';

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
  /** The same as one file with all in it: a script, and a module for those who copy one file. */
  {
    input,
    transform,
    output: [
      { file: 'ipyreceptive/element.js', format: 'iife', name: 'receptiveField' },
      { file: 'dist/anywidget.js', format: 'esm' },
    ].map((kind) => ({ ...kind, minify: true, codeSplitting: false })),
  },
  /** The widget as an AMD module: for html-manager, nbviewer, Sphinx and Colab, and for VS Code. */
  {
    input: 'src/jupyter/widget.ts',
    transform,
    external: BASE,
    output: ['dist/index.js', 'ipyreceptive/nbextension/index.js'].map((file) => ({
      file,
      format: 'iife',
      name: 'ipyreceptive',
      globals: { [BASE]: 'base' },
      postBanner: `define(["${BASE}"], function (base) { "use strict";`,
      postFooter: 'return ipyreceptive; });',
      minify: true,
      codeSplitting: false,
    })),
  },
];
