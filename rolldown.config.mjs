import path from 'node:path';

const input = { 'receptive-field': 'src/page.ts' };
const transform = { target: 'es2022' };

const BASE = '@jupyter-widgets/base';

/**
 * Browsers that know this line compile all of a file beside the page's own work, as it comes; else each
 * function waits for its first call, which is a quarter of what the first picture takes.
 */
const COMPILE_ALL = '//# allFunctionsCalledOnLoad';

/** The files that a file of the bundle reads before it runs, and those that they read. */
function readBy(name, bundle, found = new Set()) {
  for (const next of bundle[name]?.imports ?? []) {
    if (!found.has(next)) readBy(next, bundle, found.add(next));
  }
  return found;
}

/** A part that is wanted is asked for together with the files that it reads, not they after it. */
const together = {
  name: 'together',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (!chunk.dynamicImports?.length) continue;
      const folder = path.posix.dirname(chunk.fileName);
      const there = readBy(chunk.fileName, bundle).add(chunk.fileName);
      chunk.code = chunk.code.replace(/import\([`"']([^`"']+)[`"']\)/g, (own, to) => {
        const rest = [...readBy(path.posix.join(folder, to), bundle)].filter(
          (name) => !there.has(name),
        );
        const asked = rest.map((name) => `import(\`./${path.posix.relative(folder, name)}\`)`);
        return rest.length > 0 ? `Promise.all([${[own, ...asked]}]).then(a=>a[0])` : own;
      });
    }
  },
};

/** The element for a page. */
export default [
  {
    input,
    transform,
    plugins: [together],
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist',
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'receptive-field/[name]-[hash].js',
      postBanner: COMPILE_ALL,
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
