import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const SERVED = ['dist', 'examples', 'test/fixtures'].map(
  (name) => path.join(ROOT, name) + path.sep,
);

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A page with the script of the element, and this body. */
const pageOf = (body = '') => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>receptive-field</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/dist/receptive-field.js"></script>
  </head>
  <body>${body}</body>
</html>
`;

/** @param {string} name */
function isFile(name) {
  return statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} file
 */
function send(response, file) {
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type });
  createReadStream(file).pipe(response);
}

/** @param {import('node:http').ServerResponse} response */
const refuse = (response, pathname = '') => {
  // Browsers ask for an icon that no page has named; its absence is no error of the page.
  response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
};

/**
 * A server on a free loopback port.
 *
 * @param {(pathname: string, response: import('node:http').ServerResponse) => void} answer
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
async function serve(answer) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    answer(decodeURIComponent(pathname), response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A static server: `/` is a page with nothing but the script of the element, the rest are files of
 * the clone.
 *
 * @param {Record<string, string>} [bodies] more pages: path to body
 */
export function serveSite(bodies = {}) {
  const pages = new Map(Object.entries({ '/': '', ...bodies }));
  return serve((pathname, response) => {
    const file = path.join(ROOT, pathname);
    if (pages.has(pathname)) {
      response.writeHead(200, { 'content-type': TYPES['.html'] }).end(pageOf(pages.get(pathname)));
    } else if (SERVED.some((folder) => file.startsWith(folder)) && isFile(file)) {
      send(response, file);
    } else {
      refuse(response, pathname);
    }
  });
}

/**
 * A static server of the files in a folder.
 *
 * @param {string} folder
 */
export function serveFolder(folder) {
  return serve((pathname, response) => {
    const file = path.join(folder, pathname);
    if (isFile(file)) send(response, file);
    else refuse(response, pathname);
  });
}
