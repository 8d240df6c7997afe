/**
 * ESLint rule: imports point down only.
 *
 *     jupyter -> elements -> figure -> arithmetic -> layers
 *
 * The lower three and the part for the kernel import no package that knows a page, so that they run in
 * any JavaScript engine: figure may import the layout of graphs; elements may import Lit; only
 * jupyter may know Jupyter.
 */
import path from 'node:path';

const ORDER = ['layers', 'arithmetic', 'figure', 'elements', 'jupyter'];

/** Parts that no other may import: the highest part each may import beside itself. */
const BESIDE = { kernel: 'figure' };

/** Files directly under src/: the highest part each may import. */
const ENTRIES = {
  'index.ts': 'elements',
  'page.ts': 'elements',
  'presets.ts': 'layers',
  'version.ts': 'layers',
};

const PACKAGES = { figure: /^@dagrejs\/dagre$/, elements: /^lit(\/|$)/, jupyter: /./ };

/** The part a path under src/ belongs to, or undefined. */
function partOf(relative) {
  const [first, ...rest] = relative.split(path.sep);
  return rest.length > 0 ? first : ENTRIES[first];
}

/** @type {import('eslint').Rule.RuleModule} */
export const importsPointDown = {
  meta: {
    type: 'problem',
    docs: { description: 'jupyter -> elements -> figure -> arithmetic -> layers' },
    messages: {
      part: 'src/{{from}} must not import from src/{{to}}',
      package: 'src/{{from}} must not import the package {{to}}',
      unplaced:
        'src/{{from}} has no place in the order of imports (scripts/imports-point-down.mjs)',
    },
    schema: [],
  },
  create(context) {
    const source = path.join(context.cwd, 'src');
    const here = path.relative(source, context.filename);
    const from = partOf(here);
    const rank = ORDER.indexOf(BESIDE[from] ?? from);

    function check(node) {
      const to = node?.value;
      if (typeof to !== 'string') return;
      if (rank < 0) {
        context.report({ node, messageId: 'unplaced', data: { from: here } });
      } else if (!to.startsWith('.')) {
        if (!PACKAGES[from]?.test(to)) {
          context.report({ node, messageId: 'package', data: { from: here, to } });
        }
      } else {
        const target = path.relative(source, path.resolve(path.dirname(context.filename), to));
        if (target === 'version.js') return;
        const part = partOf(target.replace(/\.js$/, '.ts'));
        const level = ORDER.indexOf(part);
        if (part !== from && (level < 0 || level > rank)) {
          context.report({ node, messageId: 'part', data: { from: here, to: target } });
        }
      }
    }

    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      TSExternalModuleReference: (node) => check(node.expression),
    };
  },
};
