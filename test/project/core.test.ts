import path from 'node:path';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const config = ts.getParsedCommandLineOfConfigFile(
  path.join(ROOT, 'tsconfig.core.json'),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  },
)!;

/** The messages of the core's type check for a file with this text. */
function check(text: string): string[] {
  const name = path.join(ROOT, 'src/figure/imagined.ts');
  const host = ts.createCompilerHost(config.options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) =>
    file === name ? ts.createSourceFile(file, text, version) : read(file, version);
  const program = ts.createProgram([name], config.options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('tsconfig.core.json', () => {
  it('covers the lower three parts and the entry of the kernel', () => {
    const parts = new Set(
      config.fileNames.map((file) => path.relative(path.join(ROOT, 'src'), file).split('/')[0]),
    );
    expect(parts).toEqual(new Set(['layers', 'arithmetic', 'figure', 'kernel']));
  });

  it('knows the language', () => {
    expect(check('export const sizes = new Map([[1, 2n]]);')).toEqual([]);
  });

  it.each(['document.title', 'new URL("a:b")', 'setTimeout(() => 1)', 'process.env', 'fetch("/")'])(
    'does not know %s',
    (expression) => {
      expect(check(`export const found = ${expression};`)).toHaveLength(1);
    },
  );
});
