import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createPrivateKey, hkdfSync, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Address, parseAddress } from '../../src/addresses/address.ts';
import type { Generations, HostCredential, Identity } from '../../src/pki/pki.ts';
import { pkiFrom } from '../../src/pki/pki-from.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const SEED = new Uint8Array(32).fill(5);
const folder = mkdtempSync(join(tmpdir(), 'meshinit-pki-'));
afterAll(() => rmSync(folder, { recursive: true }));

function addressOf(text: string): Address {
  const address = parseAddress(text);
  if ('fault' in address) throw new Error(text);
  return address;
}

const identityOf = (name: string, number: number): Identity => ({
  id: `${number}-${name}`,
  name,
  names: [name, 'node.example.org'],
  addresses: [`10.0.0.${number}`, '2001:db8::1', 'fd00::ffff:0:1', '127.0.0.1'].map(addressOf),
});
const credentialOf = (name: string, generations: Generations = [0], seed = SEED) =>
  pkiFrom(seed).credentialOf(identityOf(name, 1), generations);

const certificatesOf = (text: string): string[] => text.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g) ?? [];

/** A file of the texts, for a tool. */
function fileOf(name: string, ...texts: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, texts.join(''));
  return path;
}

function openssl(...words: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('openssl', words, { env: toolEnvironment, encoding: 'utf8', input: '' });
  return { status, said: `${stdout}${stderr}` };
}

describe('pkiFrom', () => {
  it('gives the same bytes for the same seed, and others for another, another host or generation', () => {
    expect(credentialOf('host1')).toEqual(credentialOf('host1'));
    const keys = [
      credentialOf('host1'),
      credentialOf('host2'),
      credentialOf('host1', [1]),
      credentialOf('host1', [0], new Uint8Array(32).fill(6)),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
  });

  it('derives a key as its documented words say: HKDF, reduced by the order of P-256', () => {
    const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
    const material = Buffer.from(hkdfSync('sha256', SEED, 'meshinit', 'pki host 1-host1 3', 48));
    const expected = (BigInt(`0x${material.toString('hex')}`) % (order - 1n)) + 1n;
    const { d = '' } = createPrivateKey(credentialOf('host1', [3]).key).export({ format: 'jwk' });
    expect(BigInt(`0x${Buffer.from(d, 'base64url').toString('hex')}`)).toBe(expected);
  });

  it('makes certificates that Node.js reads, of the key beside them, signed by the authority', () => {
    const { ca, cert, key } = credentialOf('host1');
    const [authority, own] = [new X509Certificate(ca), new X509Certificate(cert)];
    expect([authority.ca, own.ca]).toEqual([true, false]);
    expect(own.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect([own.verify(authority.publicKey), authority.verify(authority.publicKey)]).toEqual([true, true]);
    expect(own.checkIssued(authority)).toBe(true);
    expect(own.subject).toBe('CN=host1');
    expect(own.subjectAltName).toBe(
      'DNS:host1, DNS:node.example.org, IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1, IP Address:FD00:0:0:0:0:FFFF:0:1, IP Address:127.0.0.1',
    );
    expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    expect([own.validFrom, own.validTo]).toEqual(['Jan  1 00:00:00 1970 GMT', 'Dec 31 23:59:59 9999 GMT']);
  });

  it('has a serial number for each content: other addresses, another number', () => {
    const pki = pkiFrom(SEED);
    const serials = [['10.0.0.1'], ['10.0.0.2'], ['10.0.0.1', '10.0.0.2']].map((addresses) => {
      const identity = { ...identityOf('host1', 1), addresses: addresses.map(addressOf) };
      return new X509Certificate(pki.credentialOf(identity, [0]).cert).serialNumber;
    });
    expect(new Set(serials).size).toBe(3);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  it('knows an authority by its digest, which tells no key', () => {
    const digests = [0, 1].map((generation) => pkiFrom(SEED).authorityDigest(generation));
    expect(new Set(digests).size).toBe(2);
    for (const digest of digests) expect(digest).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it('holds names and addresses of any number and length', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6()).map(parseAddress);
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,63}(\.[a-z]{1,63}){0,2}$/), { maxLength: 40 }),
        fc.array(address, { minLength: 1, maxLength: 40 }),
        (names, parsed) => {
          const addresses = parsed.filter((found): found is Address => !('fault' in found));
          fc.pre(addresses.length > 0);
          const { cert } = pkiFrom(SEED).credentialOf({ id: '1-a', name: 'a', names, addresses }, [0]);
          const read = new X509Certificate(cert);
          for (const { text } of addresses) expect(read.checkIP(text)).toBe(text);
          for (const name of names) expect(read.checkHost(name)).toBe(name);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('openssl', () => {
  testWith('openssl')('prints what is in a certificate', async () => {
    const { ca, cert } = credentialOf('host1');
    const host = openssl('x509', '-in', fileOf('host.pem', cert), '-noout', '-text').said;
    expect(host).toContain('Signature Algorithm: ecdsa-with-SHA256');
    expect(host).toContain('CA:FALSE');
    expect(host).toContain('TLS Web Server Authentication, TLS Web Client Authentication');
    expect(host).toContain('IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1');
    expect(host).toMatch(/X509v3 Key Usage: critical\n +Digital Signature\n/);
    const authority = openssl('x509', '-in', fileOf('ca.pem', ca), '-noout', '-text').said;
    expect(authority).toMatch(/X509v3 Key Usage: critical\n +Certificate Sign, CRL Sign\n/);
    expect(authority).toContain('CA:TRUE');
  });

  testWith('openssl')(
    'verifies it strictly for servers, clients, names and addresses, and for no other authority',
    async () => {
      const { ca, cert } = credentialOf('host1');
      const [trusted, host] = [fileOf('ca.pem', ca), fileOf('host.pem', cert)];
      const verify = (...words: readonly string[]) =>
        openssl('verify', '-x509_strict', ...words, '-CAfile', trusted, host).status;
      expect(verify('-purpose', 'sslserver', '-verify_ip', '2001:db8::1')).toBe(0);
      expect(verify('-purpose', 'sslclient', '-verify_hostname', 'host1')).toBe(0);
      expect(verify('-verify_ip', '10.0.0.2')).not.toBe(0);
      const other = fileOf('other.pem', credentialOf('host1', [0], new Uint8Array(32).fill(6)).ca);
      expect(openssl('verify', '-CAfile', other, host).status).not.toBe(0);
    },
  );

  testWith('openssl')(
    'follows a new authority from whatever side: one that trusts both, the former, or the newer alone',
    async () => {
      const [before, between, after] = [[0], [0, 1], [1]].map((generations) =>
        credentialOf('host1', generations as unknown as Generations),
      );
      if (!before || !between || !after) throw new Error('three credentials');
      const trusts = (side: string, shown: string): boolean => {
        const [leaf = '', ...chain] = certificatesOf(shown);
        const untrusted = chain.length === 0 ? [] : ['-untrusted', fileOf('chain.pem', ...chain)];
        return (
          openssl('verify', '-x509_strict', '-CAfile', fileOf('ca.pem', side), ...untrusted, fileOf('leaf.pem', leaf))
            .status === 0
        );
      };
      expect(certificatesOf(between.ca)).toHaveLength(2);
      expect(trusts(before.ca, between.cert)).toBe(true);
      expect(trusts(between.ca, before.cert)).toBe(true);
      expect(trusts(between.ca, after.cert)).toBe(true);
      expect(trusts(after.ca, between.cert)).toBe(true);
      expect(trusts(after.ca, before.cert)).toBe(false);
      expect(trusts(before.ca, after.cert)).toBe(false);
    },
  );

  testWith('openssl')('shakes hands with each side shown to the other, and with nobody who shows nothing', async () => {
    const [server, client] = [credentialOf('host1'), pkiFrom(SEED).credentialOf(identityOf('host2', 2), [0])];
    const stranger = credentialOf('host2', [0], new Uint8Array(32).fill(6));
    const port = await listen(server);
    const call = (...own: readonly string[]) =>
      openssl(
        ...['s_client', '-connect', `127.0.0.1:${port}`, '-verify_return_error', '-verify_ip', '10.0.0.1'],
        ...['-CAfile', fileOf('trusted.pem', server.ca), '-tls1_2', ...own],
      );
    const shown = ({ cert, key }: typeof client) => [
      ...['-cert', fileOf('client.pem', cert), '-key', fileOf('client.key', key)],
    ];
    expect(call(...shown(client))).toMatchObject({ status: 0, said: expect.stringContaining('Verify return code: 0') });
    expect(call(...shown(stranger))).toMatchObject({
      status: 1,
      said: expect.stringMatching(/alert (unknown ca|bad cert)/),
    });
    expect(call()).toMatchObject({ status: 1, said: expect.stringContaining('alert handshake failure') });
  });
});

describe('socat', () => {
  testWith('socat')(
    'lets hosts ask each other while the authority changes: each step of it beside the next',
    async () => {
      const [before, between, after] = ([[0], [0, 1], [1]] satisfies Generations[]).map((generations) => ({
        manager: credentialOf('host1', generations),
        host: pkiFrom(SEED).credentialOf(identityOf('host2', 2), generations),
      }));
      if (!before || !between || !after) throw new Error('three steps');
      const asks = async (host: typeof before, manager: typeof before): Promise<string> =>
        ask(await answer(manager.manager), host.host);
      expect(await asks(before, between)).toBe('host2\n');
      expect(await asks(between, before)).toBe('host2\n');
      expect(await asks(between, after)).toBe('host2\n');
      expect(await asks(after, between)).toBe('host2\n');
      expect(await asks(before, after)).toBe('');
      expect(await asks(after, before)).toBe('');
    },
  );
});

/** A credential in files, as socat's options. */
function shown({ ca, cert, key }: HostCredential): string {
  const name = `socat-${randomUUID()}`;
  const [trusted, own, secret] = [
    fileOf(`${name}-ca.pem`, ca),
    fileOf(`${name}.pem`, cert),
    fileOf(`${name}.key`, key),
  ];
  return `cert=${own},key=${secret},cafile=${trusted},verify=1`;
}

/** The port of a manager that says whose certificate it was shown. */
function answer(manager: HostCredential): Promise<number> {
  const server = spawn(
    'socat',
    [
      '-d',
      '-d',
      `OPENSSL-LISTEN:0,bind=127.0.0.1,fork,${shown(manager)}`,
      // One that ends before it has read the question would break the pipe under socat, which may lose the answer by that.
      'SYSTEM:read -r question && echo $SOCAT_OPENSSL_X509_COMMONNAME',
    ],
    { env: toolEnvironment, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return portOf(server, server.stderr, /listening on .*:(\d+)/);
}

const ask = (port: number, host: HostCredential): string =>
  spawnSync('socat', ['-t', '5', '-', `OPENSSL:127.0.0.1:${port},commonname=host1,${shown(host)}`], {
    env: toolEnvironment,
    encoding: 'utf8',
    input: 'join\n',
    timeout: 20_000,
  }).stdout;

/** Where a server that was just started listens, as it says itself. It is ended with the tests. */
function portOf(server: ChildProcess, output: Readable, said: RegExp): Promise<number> {
  servers.push(server);
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', (chunk) => {
      text += String(chunk);
      const port = said.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    server.on('exit', () => reject(new Error(`${server.spawnfile} ended: ${text}`)));
  });
}

const servers: ChildProcess[] = [];
afterAll(() => {
  for (const server of servers) server.kill();
});

/** The port of a server that wants its clients' certificates. */
function listen({ ca, cert, key }: HostCredential): Promise<number> {
  const server = spawn(
    'openssl',
    [
      ...['s_server', '-accept', '127.0.0.1:0', '-tls1_2', '-rev', '-Verify', '1', '-verify_return_error'],
      ...['-CAfile', fileOf('ca.pem', ca), '-cert', fileOf('server.pem', cert), '-key', fileOf('server.key', key)],
    ],
    { env: toolEnvironment, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return portOf(server, server.stdout, /ACCEPT 127\.0\.0\.1:(\d+)/);
}
