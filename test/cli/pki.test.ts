import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
import { sources } from './runners.ts';

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

const [first] = sources;
if (!first) throw new Error('there is no runner');

describe.each(sources)('pki by $name', ({ run }) => {
  test('makes an authority and certificates for its owner alone, and a second run changes nothing', async () => {
    const directory = workplace();
    const made = await run(['pki'], { cwd: directory });
    expect({ ...made, stdout: made.stdout.replace(/\d{4}-\d\d-\d\d/g, 'DAY') }).toEqual({
      status: 0,
      stderr: '',
      stdout: [
        'made  pki/ca  until DAY\n',
        ...['hosts/a', 'hosts/b', 'client'].map((name) => `made  pki/${name}  until DAY: it is missing\n`),
        'Copy into the manifest: pki/tls.yaml\n',
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
      'kept  pki/ca\nmade  pki/hosts/a: it has other names\nkept  pki/hosts/b\nmade  pki/hosts/c: it is missing\nmade  pki/client: it is missing\nCopy into the manifest: pki/tls.yaml\n',
    );
    expect(readFileSync(join(directory, 'pki/ca/cert.pem'), 'utf8')).toBe(authority);
  });

  test('refuses the directory of the documents, and half a pair', async () => {
    const directory = workplace();
    await run(['compile'], { cwd: directory });
    for (const out of ['userdata', 'userdata/keys']) {
      const { status, stderr } = await run(['pki', '-o', out], { cwd: directory });
      expect(status).toBe(2);
      expect(stderr).toContain(`${out} is a directory of documents, or inside one`);
      expect(existsSync(join(directory, 'userdata/keys'))).toBe(false);
    }
    await run(['pki'], { cwd: directory });
    rmSync(join(directory, 'pki/ca/key.pem'));
    const before = tree(join(directory, 'pki'));
    expect(await run(['pki'], { cwd: directory })).toMatchObject({ status: 2 });
    expect(tree(join(directory, 'pki'))).toEqual(before);
  });

  test.each<readonly [string, string, (path: (name: string) => string) => void]>([
    ['ca/cert.pem is not a PEM certificate', 'a truncated certificate', (at) => cut(at('ca/cert.pem'))],
    ['ca/cert.pem is not a PEM certificate', 'an empty one', (at) => writeFileSync(at('ca/cert.pem'), '')],
    ['ca/cert.pem is not a PEM certificate', 'a text', (at) => writeFileSync(at('ca/cert.pem'), 'abcd')],
    ['ca/cert.pem is not a PEM certificate', 'bytes', (at) => writeFileSync(at('ca/cert.pem'), new Uint8Array(99))],
    ['ca/cert.pem is not a PEM certificate', 'UTF-16', (at) => asUtf16(at('ca/cert.pem'))],
    ['ca/cert.pem is not a certificate of an authority', 'a host’s', (at) => copy(at('hosts/a'), at('ca'))],
    [
      'ca/key.pem does not belong to cert.pem',
      'another key',
      (at) => renameSync(at('hosts/a/key.pem'), at('ca/key.pem')),
    ],
    ['ca/key.pem is not a PEM private key', 'a truncated key', (at) => cut(at('ca/key.pem'))],
    ['ca/key.pem is not a PEM private key', 'a certificate', (at) => copy(at('ca'), at('ca'), 'cert.pem', 'key.pem')],
    ['cannot read pki/ca/key.pem: it is not a regular file', 'a directory', (at) => emptyDirectory(at('ca/key.pem'))],
    ['cannot read pki/hosts/a/cert.pem: it is not a regular file', 'a pipe', (at) => pipe(at('hosts/a/cert.pem'))],
    [
      'cannot read pki/hosts/a/cert.pem: part of the path is not a directory',
      'a file for a directory',
      (at) => fileFor(at('hosts/a')),
    ],
    ['cannot write pki/tls.yaml: ', 'a directory for a file', (at) => emptyDirectory(at('tls.yaml'))],
  ])('says %s, and changes nothing: %s', async (message, _, spoil) => {
    const directory = workplace();
    await run(['pki'], { cwd: directory });
    spoil((name) => join(directory, 'pki', name));
    const before = tree(join(directory, 'pki'));
    const { status, stdout, stderr } = await run(['pki'], { cwd: directory });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(tree(join(directory, 'pki'))).toEqual(before);
  });

  test.each<readonly [string, (path: string) => void]>([
    ['truncated', (path) => cut(path)],
    ['UTF-16', (path) => asUtf16(path)],
    ['a text', (path) => writeFileSync(path, 'abcd')],
    ['empty', (path) => writeFileSync(path, '')],
  ])('makes a host’s certificate anew that is %s', async (_, spoil) => {
    const directory = workplace();
    await run(['pki'], { cwd: directory });
    spoil(join(directory, 'pki/hosts/a/cert.pem'));
    const { status, stdout } = await run(['pki'], { cwd: directory });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^made {2}pki\/hosts\/a .*: it cannot be read$/m);
  });

  test('leaves an authority’s key that is a link where it is', async () => {
    const directory = workplace();
    await run(['pki'], { cwd: directory });
    renameSync(join(directory, 'pki/ca/key.pem'), join(directory, 'vault.pem'));
    symlinkSync('../../vault.pem', join(directory, 'pki/ca/key.pem'));
    expect((await run(['pki'], { cwd: directory })).status).toBe(0);
    expect(lstatSync(join(directory, 'pki/ca/key.pem')).isSymbolicLink()).toBe(true);
  });

  test('takes days as a number alone', async () => {
    const { status, stderr } = await run(['pki', '--days', '1e3'], { cwd: workplace() });
    expect(status).toBe(2);
    expect(stderr).toContain("--days '1e3' is not a number of days from 1 to 9999");
  });
});

function cut(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, text.length / 2));
}

const asUtf16 = (path: string): void => writeFileSync(path, readFileSync(path, 'utf8'), 'utf16le');

function copy(from: string, to: string, ...names: readonly [string, string] | readonly []): void {
  const [source, target] = names;
  const pairs =
    source === undefined ? ['cert.pem', 'key.pem'].map((name) => [name, name] as const) : [[source, target] as const];
  for (const [name, under] of pairs) writeFileSync(join(to, under ?? name), readFileSync(join(from, name)));
}

function emptyDirectory(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

function pipe(path: string): void {
  rmSync(path);
  execFileSync('mkfifo', [path]);
}

function fileFor(path: string): void {
  rmSync(path, { recursive: true });
  writeFileSync(path, '');
}

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

testOpenssl('a host’s certificate is good for every name and address that the manifest gives it', async () => {
  const directory = workplace(`meshinit: 1
name: shop
defaults: { os: debian-12 }
hosts:
  a: { address: a.example.com }
  b: { address: 10.0.0.12, addresses: { private: 10.1.0.12, public: 198.51.100.12 }, site: east }
  c: { address: 10.0.0.13, addresses: { public: C.Example.Com } }
`);
  expect(await first?.run(['pki'], { cwd: directory })).toMatchObject({ status: 0, stderr: '' });
  const verify = async (host: string, option: string, value: string): Promise<string> => {
    const args = ['verify', '-x509_strict', '-CAfile', 'pki/ca/cert.pem', '-purpose', 'sslserver', option, value];
    return said(
      await execute('openssl', [...args, `pki/hosts/${host}/cert.pem`], { cwd: directory, env: toolEnvironment }),
    );
  };
  for (const [host, names, addresses] of [
    ['a', ['a', 'a.example.com'], ['127.0.0.1', '172.17.0.1']],
    ['b', ['b'], ['127.0.0.1', '10.0.0.12', '10.1.0.12', '198.51.100.12']],
    ['c', ['c', 'c.example.com'], ['127.0.0.1', '10.0.0.13']],
  ] as const) {
    for (const name of names) expect(await verify(host, '-verify_hostname', name)).toContain(': OK');
    for (const address of addresses) expect(await verify(host, '-verify_ip', address)).toContain(': OK');
  }
  expect(await verify('a', '-verify_ip', '198.51.100.12')).toContain('IP address mismatch');
});

testOpenssl('an IPv6 address is in the certificate', async () => {
  const directory = workplace(
    MANIFEST.replace('10.0.0.11', "'2001:db8::11'").replace('10.0.0.12', "'2001:db8:0:0::12'"),
  );
  await first?.run(['pki'], { cwd: directory });
  const args = ['verify', '-CAfile', 'pki/ca/cert.pem', '-verify_ip', '2001:db8::12', 'pki/hosts/b/cert.pem'];
  const outcome = await execute('openssl', args, { cwd: directory, env: toolEnvironment });
  expect(said(outcome)).toBe('pki/hosts/b/cert.pem: OK\n');
});
