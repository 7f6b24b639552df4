import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../../src/compile.ts';
import { execute, said } from '../support/execute.ts';
import { filesOf } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';
import { runners } from './runners.ts';

const MANIFEST =
  'meshinit: 1\nname: shop\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.11 }\n  b: { address: 10.0.0.12 }\n';

function workplace(manifest = MANIFEST): string {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'meshinit.yaml', content: manifest }]);
  return directory;
}

/** Every file with its mode and content. */
const tree = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = entry.isFile() ? readFileSync(path, 'utf8') : '';
      return `${path.slice(directory.length)} ${(statSync(path).mode & 0o777).toString(8)} ${content}`;
    })
    .toSorted();

const [first] = runners;
if (!first) throw new Error('there is no runner');

describe.each(runners)('pki by $name', ({ run }) => {
  test('makes an authority and certificates for its owner alone, and a second run changes nothing', async () => {
    const directory = workplace();
    const made = await run(['pki'], { cwd: directory });
    expect({ ...made, stdout: made.stdout.replace(/\d{4}-\d\d-\d\d/g, 'DAY') }).toEqual({
      status: 0,
      stderr: '',
      stdout: [
        'made  pki/ca  until DAY\n',
        ...['hosts/a', 'hosts/b', 'client'].map((name) => `made  pki/${name}  until DAY: it is missing\n`),
        'For the manifest: pki/tls.yaml\n',
      ].join(''),
    });
    const before = tree(join(directory, 'pki'));
    expect(before.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '/ca 700',
      '/ca/cert.pem 644',
      '/ca/key.pem 600',
      '/client 700',
      '/client/ca.pem 644',
      '/client/cert.pem 644',
      '/client/key.pem 600',
      '/hosts 700',
      ...['a', 'b'].flatMap((host) =>
        ['700', '/ca.pem 644', '/cert.pem 644', '/key.pem 600'].map((end) =>
          end === '700' ? `/hosts/${host} 700` : `/hosts/${host}${end}`,
        ),
      ),
      '/tls.yaml 600',
    ]);
    const again = await run(['pki'], { cwd: directory });
    expect(again.stdout).not.toContain('made');
    expect(tree(join(directory, 'pki'))).toEqual(before);
    expect(readdirSync(directory).toSorted()).toEqual(['meshinit.yaml', 'pki']);
  });

  test('makes what is missing or has other names, and keeps the rest', async () => {
    const directory = workplace();
    await run(['pki'], { cwd: directory });
    const authority = readFileSync(join(directory, 'pki/ca/cert.pem'), 'utf8');
    rmSync(join(directory, 'pki/client'), { recursive: true });
    const changed = `${MANIFEST.replace('10.0.0.11', '10.0.0.21')}  c: { address: 10.0.0.13 }\n`;
    writeTree(directory, [{ path: 'meshinit.yaml', content: changed }]);
    const { stdout } = await run(['pki'], { cwd: directory });
    expect(stdout.replace(/ {2}until \S*\d/g, '')).toBe(
      'kept  pki/ca\nmade  pki/hosts/a: it has other names\nkept  pki/hosts/b\nmade  pki/hosts/c: it is missing\nmade  pki/client: it is missing\nFor the manifest: pki/tls.yaml\n',
    );
    expect(readFileSync(join(directory, 'pki/ca/cert.pem'), 'utf8')).toBe(authority);
  });

  test('refuses the directory of the documents, and half a pair', async () => {
    const directory = workplace();
    await run(['compile'], { cwd: directory });
    for (const out of ['userdata', 'userdata/keys']) {
      const { status, stderr } = await run(['pki', '-o', out], { cwd: directory });
      expect(status).toBe(2);
      expect(stderr).toContain(`${out} is where documents are written to, or inside of it`);
      expect(existsSync(join(directory, 'userdata/keys'))).toBe(false);
    }
    await run(['pki'], { cwd: directory });
    rmSync(join(directory, 'pki/ca/key.pem'));
    const before = tree(join(directory, 'pki'));
    expect(await run(['pki'], { cwd: directory })).toMatchObject({ status: 2 });
    expect(tree(join(directory, 'pki'))).toEqual(before);
  });

  test('takes days as a number alone', async () => {
    const { status, stderr } = await run(['pki', '--days', '1e3'], { cwd: workplace() });
    expect(status).toBe(2);
    expect(stderr).toContain("--days '1e3' is no number of days from 1 to 9999");
  });
});

/** A directory with certificates. */
async function certificates(): Promise<string> {
  const directory = workplace();
  await first?.run(['pki', '--days', '90'], { cwd: directory });
  return directory;
}

test('its tls.yaml is what the manifest takes: documents with the keys, for their owner alone', async () => {
  const directory = await certificates();
  const block = parse(readFileSync(join(directory, 'pki/tls.yaml'), 'utf8'));
  const manifest = parse(MANIFEST);
  for (const name of ['a', 'b']) Object.assign(manifest.hosts[name], block.hosts[name]);
  const { diagnostics, documents } = compile(stringify({ ...manifest, docker: block.docker }));
  expect(diagnostics).toEqual([]);
  const [document] = documents;
  if (!document) throw new Error('there is no document');
  expect(document.secret).toBe(true);
  const key = filesOf(document).find(({ path }) => path === '/etc/docker/tls/key.pem');
  expect(key).toEqual({
    path: '/etc/docker/tls/key.pem',
    mode: 0o600,
    content: readFileSync(join(directory, 'pki/hosts/a/key.pem'), 'utf8'),
  });
});

/** What a client hears of a server that, as Docker with tlsverify, wants certificates of the same authority. */
async function greet(directory: string, host: string, client: string | undefined): Promise<string> {
  const read = (path: string): string => readFileSync(join(directory, 'pki', path), 'utf8');
  const ca = read('ca/cert.pem');
  const server = createServer(
    { ca, cert: read(`hosts/${host}/cert.pem`), key: read(`hosts/${host}/key.pem`), requestCert: true },
    (socket: TLSSocket) => socket.end(`hello ${socket.getPeerCertificate().subject?.CN}`),
  );
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const own = client === undefined ? {} : { cert: read(`${client}/cert.pem`), key: read(`${client}/key.pem`) };
  try {
    const socket = connect({ host: '127.0.0.1', port, ca, ...own });
    let heard = '';
    socket.on('data', (data) => {
      heard += data;
    });
    await Promise.race([once(socket, 'close'), once(socket, 'error').then(([error]) => Promise.reject(error))]);
    return heard === '' ? 'nothing' : heard;
  } catch (error) {
    return `refused: ${String(error)}`;
  } finally {
    server.close();
  }
}

test('a server with a host’s certificate and the client find each other by TLS, and strangers do not', async () => {
  const directory = await certificates();
  expect(await greet(directory, 'a', 'client')).toBe('hello client');
  expect(await greet(directory, 'a', undefined)).not.toContain('hello');
  // A host's certificate is none of a client: whoever has one host has not the others.
  expect(await greet(directory, 'a', 'hosts/b')).not.toContain('hello');
});

const testOpenssl = testWith('openssl');

testOpenssl('openssl finds each certificate right for its purpose, and for no other', async () => {
  const directory = await certificates();
  const verify = async (purpose: string, name: string, ...further: readonly string[]): Promise<string> => {
    const args = ['verify', '-x509_strict', '-CAfile', 'pki/ca/cert.pem', '-purpose', purpose, ...further];
    return said(await execute('openssl', [...args, `pki/${name}/cert.pem`], { cwd: directory, env: toolEnvironment }));
  };
  for (const [option, value] of [
    ['-verify_hostname', 'a'],
    ['-verify_ip', '10.0.0.11'],
    ['-verify_ip', '127.0.0.1'],
    ['-verify_ip', '172.17.0.1'],
  ] as const) {
    expect(await verify('sslserver', 'hosts/a', option, value)).toBe('pki/hosts/a/cert.pem: OK\n');
  }
  expect(await verify('sslserver', 'hosts/a', '-verify_hostname', 'b')).toContain('hostname mismatch');
  expect(await verify('sslclient', 'client')).toBe('pki/client/cert.pem: OK\n');
  expect(await verify('sslserver', 'client')).toContain('unsuitable certificate purpose');
  expect(await verify('sslclient', 'hosts/a')).toContain('unsuitable certificate purpose');
  const inMonths = String(Math.floor(Date.now() / 1000) + 91 * 86_400);
  expect(await verify('sslserver', 'hosts/a', '-attime', inMonths)).toContain('certificate has expired');
});
