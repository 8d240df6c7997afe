/** Sets everything up, then opens JupyterLab on the first example. */
import { inVenv } from './python.mjs';
import { ROOT, attempt, main } from './run.mjs';
import { setup } from './setup.mjs';

const EXAMPLE = 'examples/alexnet.ipynb';

await main(async (args) => {
  await setup();
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const jupyter = [
    'lab',
    `--ServerApp.root_dir=${ROOT}`,
    `--LabApp.default_url=/lab/tree/${EXAMPLE}`,
    '--ServerApp.answer_yes=True', // Ctrl-C ends it without a question
    ...asRoot,
    ...args,
  ];
  const { code } = await attempt(inVenv('jupyter'), jupyter, { show: true });
  return code;
});
