import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { UsageError, WriteError } from '../../edge/errors.ts';
import type { ProjectFiles } from '../../edge/project-files.ts';
import { refusalOf } from './guard.ts';
import { type PageFile, readPageFiles } from './page-files.ts';
import { servedInputs } from './served-inputs.ts';
import { saveManifest, servedManifest } from './served-manifest.ts';

/** No other machine reaches it. */
const LOOPBACK = '127.0.0.1';
/** A manifest of 10,000 hosts has one megabyte. */
const MOST_BYTES = 2 ** 24;

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const savedBody = z.object({ text: z.string(), mark: z.string() });
const shownBody = z.object({ text: z.string() });

export interface PlayServer {
  /** With its token: whoever knows it may write the manifest. */
  readonly url: string;
  readonly close: () => void;
}

interface PlayOptions {
  /** The playground's files. */
  readonly directory: string;
  /** The manifest, with what the program was called with. */
  readonly project: ProjectFiles;
  /** 0 for any that is free. */
  readonly port: number;
}

/**
 * Serves the playground with a manifest on loopback.
 * @throws UsageError where the port is taken or the playground is missing
 */
export async function servePlayground({ directory, project, port }: PlayOptions): Promise<PlayServer> {
  const pages = readPageFiles(directory);
  const token = randomBytes(24).toString('base64url');
  const hosts: string[] = [];
  const server = createServer((request, response) => {
    const refusal = refusalOf(request, hosts, token);
    // Compared with known names only: whatever else a path holds is no file.
    const name = (request.url ?? '').slice(token.length + 2).replace(/\?.*/, '');
    const work = refusal
      ? send(response, refusal.status, `${refusal.why}\n`)
      : answer(request, response, name, project, pages);
    Promise.resolve(work).catch((error: unknown) => sendFault(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(unserved(error, port)));
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  hosts.push(`${LOOPBACK}:${taken}`, `localhost:${taken}`);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://${LOOPBACK}:${taken}/${token}/`, close };
}

function unserved(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : '';
  const hint = 'Choose another one, or leave out --port to get a free one.';
  if (code === 'EADDRINUSE') return new UsageError(`port ${port} is taken`, hint);
  return code === 'EACCES' ? new UsageError(`port ${port} is not permitted`, hint) : error;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  project: ProjectFiles,
  pages: ReadonlyMap<string, PageFile>,
): Promise<void> {
  const path = project.name;
  if (request.method === 'PUT') {
    if (name === 'manifest') return save(request, response, path);
    // It changes nothing, but it tells what is in other files: no other page may ask it, as none may write.
    if (name === 'inputs') return giveInputs(request, response, project);
    return send(response, 405, 'only the manifest can be written\n');
  }
  if (name === 'manifest') return sendJson(response, 200, servedManifest(path));
  const page = pages.get(name);
  return page ? send(response, 200, page.content, page.type) : send(response, 404, 'there is no such file\n');
}

async function save(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const body = await readBody(request, response, savedBody);
  if (!body) return;
  const result = saveManifest(path, body.text, body.mark);
  return result.state === 'saved'
    ? sendJson(response, 200, { mark: result.mark })
    : sendJson(response, 409, result.file);
}

async function giveInputs(request: IncomingMessage, response: ServerResponse, project: ProjectFiles): Promise<void> {
  const body = await readBody(request, response, shownBody);
  if (body) sendJson(response, 200, servedInputs(body.text, project));
}

/** What the page has sent; undefined where that is refused. */
async function readBody<Body>(
  request: IncomingMessage,
  response: ServerResponse,
  shape: z.ZodType<Body>,
): Promise<Body | undefined> {
  const body = await bodyOf(request);
  if (body === undefined) send(response, 413, 'the manifest is too large');
  else {
    const { success, data } = shape.safeParse(parsed(body));
    if (success) return data;
    send(response, 400, 'the request is not one of the page');
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined where there is more than a manifest may have, of which the rest is not read. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** What is wrong with the file is for the page to say; the rest is a fault of ours, which ends nothing. */
function sendFault(response: ServerResponse, error: unknown): void {
  const isKnown = error instanceof UsageError || error instanceof WriteError;
  const message = error instanceof Error ? error.message : String(error);
  send(response, isKnown ? 422 : 500, isKnown ? message : `internal error: ${message}`);
}

const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, JSON.stringify(value), 'application/json');

function send(
  response: ServerResponse,
  status: number,
  content: string | Buffer,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(content) });
  // Of HEAD, Node.js sends the headers alone.
  response.end(content);
}
