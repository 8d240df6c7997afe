import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import { importsPointDown } from '../../scripts/imports-point-down.mjs';

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parser: (await import('typescript-eslint')).default.parser },
    plugins: { local: { rules: { 'imports-point-down': importsPointDown } } },
    rules: { 'local/imports-point-down': 'error' },
  },
});

async function lint(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result.messages.map((message) => message.message);
}

describe('imports-point-down', () => {
  it('is an error everywhere under src/', async () => {
    for (const file of ['src/kernel/index.ts', 'src/layers/read.ts', 'src/jupyter/plugin.ts']) {
      const config = await new ESLint().calculateConfigForFile(file);
      expect(config.rules['local/imports-point-down']).toEqual([2]);
    }
  });

  it.each([
    ['src/layers/types/conv.ts', "import { x } from '../sentences.js';"],
    ['src/arithmetic/field.ts', "import type { Network } from '../layers/index.js';"],
    ['src/figure/view.ts', "export * from '../arithmetic/index.js';"],
    ['src/figure/graph/columns.ts', "import { layout } from '@dagrejs/dagre';"],
    ['src/elements/table.ts', "import { html } from 'lit'; import '../figure/index.js';"],
    ['src/jupyter/plugin.ts', "import('./widget.js'); import '@jupyter-widgets/base';"],
    ['src/kernel/index.ts', "import '../figure/index.js'; import './rows.js';"],
    ['src/index.ts', "export * from './elements/index.js'; import './version.js';"],
  ])('%s may say %s', async (file, code) => {
    expect(await lint(file, code)).toEqual([]);
  });

  it.each([
    ['src/layers/read.ts', "import '../arithmetic/index.js';"],
    ['src/layers/read.ts', "import type { Layer } from '../figure/marks.js';"],
    ['src/layers/read.ts', "import { html } from 'lit';"],
    ['src/arithmetic/field.ts', "export { x } from '../figure/index.js';"],
    ['src/arithmetic/field.ts', "export * from '../elements/index.js';"],
    ['src/figure/marks/svg.ts', "import { svg } from 'lit';"],
    ['src/layers/read.ts', "import { layout } from '@dagrejs/dagre';"],
    ['src/figure/marks/svg.ts', "const later = import('../../elements/index.js');"],
    ['src/figure/marks/svg.ts', "let x: import('@jupyterlab/application').JupyterFrontEnd;"],
    ['src/figure/marks/svg.ts', "import '../../index.js';"],
    ['src/elements/table.ts', "import '@jupyter-widgets/base';"],
    ['src/elements/table.ts', "import '../jupyter/plugin.js';"],
    ['src/kernel/index.ts', "import '../elements/index.js';"],
    ['src/kernel/rows.ts', "import 'lit';"],
    ['src/elements/table.ts', "import '../kernel/rows.js';"],
    ['src/index.ts', "import './jupyter/plugin.js';"],
    ['src/common/text.ts', "import '../layers/index.js';"],
  ])('%s may not say %s', async (file, code) => {
    expect(await lint(file, code)).toHaveLength(1);
  });
});
