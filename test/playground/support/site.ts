import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export interface Site {
  readonly url: string;
  readonly close: () => void;
}

/** A built site on loopback, as any static host has it: in a folder, without headers of its own. */
export async function serveSite(directory = 'dist/playground'): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://site');
    const name = pathname.replace(/^\/site\//, '').replace(/^$|\/$/, '$&index.html');
    try {
      const content = readFileSync(join(directory, name));
      response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream').end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/site/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
