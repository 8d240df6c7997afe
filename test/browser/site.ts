import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const SERVED = ['dist', 'examples', 'test/fixtures'].map(
  (name) => path.join(ROOT, name) + path.sep,
);

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** A page that holds nothing but the script of the element. */
const BLANK = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>receptive-field</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/dist/receptive-field.js"></script>
  </head>
  <body></body>
</html>
`;

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A static server on a free loopback port: `/` is the blank page, the rest files of the clone. */
export async function serveSite(): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(ROOT, decodeURIComponent(pathname));
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': TYPES['.html'] }).end(BLANK);
    } else if (SERVED.some((folder) => file.startsWith(folder)) && isFile(file)) {
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type });
      createReadStream(file).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
