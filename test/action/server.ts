import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { FakeGitHub } from './fake-github.ts';

/** What the server does with a call instead of answering. */
export type Mischief = (method: string, path: string) => 'reset before' | 'reset after' | 'cut' | undefined;

/**
 * The fake on a loopback port, for programs of their own. It is a proxy too, which leads wherever it is asked to itself.
 * @returns the addresses that it was asked for as a proxy
 */
export async function serve(fake: FakeGitHub, mischief: Mischief = () => undefined): Promise<string[]> {
  const proxied: string[] = [];
  const server = createServer((request, response) => void answer(fake, mischief, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  server.on('connect', ({ url = '' }, socket: Duplex) => {
    proxied.push(url);
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    for (const end of [tunnel, socket]) end.on('error', () => tunnel.destroy());
  });
  server.on('request', ({ url = '' }) => {
    if (/^http:/.test(url)) proxied.push(new URL(url).host);
  });
  fake.base = `http://127.0.0.1:${port}`;
  return proxied;
}

async function answer(
  fake: FakeGitHub,
  mischief: Mischief,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  // A proxy's client sends the whole address.
  const target = new URL(url, fake.base);
  const what = mischief(method, target.pathname);
  if (what === 'reset before') return void request.socket.destroy();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([key, value]): [string, string] => [key, String(value)]);
  const body = Buffer.concat(chunks);
  const reply = await fake.handle(
    new Request(target, {
      method,
      headers: headers.filter(
        ([key]) => !['host', 'connection', 'content-length', 'transfer-encoding', 'expect'].includes(key),
      ),
      ...(body.length > 0 ? { body } : {}),
    }),
  );
  if (what === 'reset after') return void request.socket.destroy();
  const content = Buffer.from(await reply.arrayBuffer());
  response.writeHead(reply.status, {
    ...Object.fromEntries(reply.headers),
    ...(reply.status === 204 ? {} : { 'content-length': content.length }),
  });
  if (what === 'cut') {
    response.write(content.subarray(0, content.length / 2), () => request.socket.destroy());
    return;
  }
  response.end(content);
}
