import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile } from '../../src/compile.ts';
import { base64, base64Length, utf8 } from '../../src/document/encoding.ts';
import { gzip } from '../../src/document/gzip.ts';
import { exampleNamed } from '../support/examples.ts';
import { cloudConfigOf, compiled, filesOf, textOf } from '../support/hosts.ts';
import { thoroughOr, thoroughTest } from '../support/thorough.ts';

/** A manifest whose one file has text that packs well, or not at all. */
function manifest(provider: string, bytes: number, text: 'dull' | 'random'): string {
  // Numbers that repeat nowhere near: gzip gains little on their digits.
  const random = Array.from({ length: bytes }, (_, index) =>
    (((index * 48_271 + 7) ** 2 % 65_537) % 36).toString(36),
  ).join('');
  const content = text === 'dull' ? 'x'.repeat(bytes) : random;
  return `meshinit: 1\ndefaults: { os: debian-12, provider: ${provider} }\nhosts:\n  host1:\n    address: 10.0.0.11\n    mtu: 1500\n    cloud_config: { write_files: [{ path: /etc/big, content: ${content} }] }\n`;
}

const only = (text: string, options: CompileOptions = {}) => {
  const [document] = compiled(text, options).documents;
  if (!document) throw new Error('there is no document');
  return document;
};

/** Bytes that a document has besides the user's file. */
const base = (provider: string): number => only(manifest(provider, 1, 'dull')).bytes - 1;

describe('gzip and base64', () => {
  test('are undone by node:zlib and Buffer, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(Buffer.from(gunzipSync(gzip(bytes)))).toEqual(Buffer.from(bytes));
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(base64Length(bytes.length)).toBe(base64(bytes).length);
      }),
      { numRuns: thoroughOr(100, 34) },
    );
  });

  test('take more bytes than a call has arguments', () => {
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
    expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });

  test('are the same each time: gzip’s header has no time', () => {
    expect([...gzip(utf8('x')).subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });

  test('count bytes, not characters', () => {
    expect(utf8('ü€😀')).toEqual(new Uint8Array(Buffer.from('ü€😀')));
  });
});

describe('the first packing that fits is taken', () => {
  test('readable, as long as there is room to the last byte', () => {
    const room = 16_384 - base('generic');
    expect(only(manifest('generic', room, 'dull'))).toMatchObject({
      packing: 'readable',
      limit: 16_384,
      name: 'host1.yaml',
    });
  });

  test('compact next: meshinit’s programs packed as one, still text', () => {
    const document = only(manifest('generic', 6000, 'dull'));
    expect(document).toMatchObject({ packing: 'compact', name: 'host1.yaml' });
    expect(document.bytes).toBe(document.content.length);
    expect(cloudConfigOf(document).write_files.some(({ encoding }) => encoding === 'gz+b64')).toBe(true);
    const readable = only(manifest('nocloud', 6000, 'dull'));
    expect(readable.packing).toBe('readable');
    expect(filesOf(document)).toEqual(filesOf(readable));
    expect(cloudConfigOf(document).runcmd).toEqual(cloudConfigOf(readable).runcmd);
  });

  test('gzip where the provider passes it', () => {
    const document = only(manifest('aws', 40_000, 'dull'));
    expect(document).toMatchObject({ packing: 'gzip', name: 'host1.yaml.gz' });
    expect(textOf(document)).toBe(textOf(only(manifest('nocloud', 40_000, 'dull'))));
  });

  test('base64 of gzip where the provider decodes it', () => {
    const document = only(manifest('hetzner', 60_000, 'dull'));
    expect(document).toMatchObject({ packing: 'gzip+base64', name: 'host1.yaml.gz.b64', limit: 32_768 });
    expect(textOf(document)).toBe(textOf(only(manifest('nocloud', 60_000, 'dull'))));
    expect(Buffer.from(document.content).toString()).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });

  test('whatever the packing, it is known how large the readable form would be', () => {
    for (const [provider, bytes] of [
      ['generic', 10],
      ['generic', 6000],
      ['aws', 40_000],
      ['hetzner', 60_000],
    ] as const) {
      const { content } = only(manifest('nocloud', bytes, 'dull'));
      expect(only(manifest(provider, bytes, 'dull')).readableBytes).toBe(content.length);
    }
  });

  test('and a document that fits in no way is an error that names its largest parts', () => {
    const { diagnostics, documents } = compile(manifest('generic', 60_000, 'random'));
    expect(diagnostics.map(({ code, line, path }) => ({ code, line, path }))).toEqual([
      { code: 'MI0801', line: 4, path: ['hosts', 'host1'] },
    ]);
    expect(diagnostics[0]?.message).toMatch(/16384.*cloud_config\.write_files \(6\d{4}\)/);
    expect(documents).toEqual([]);
  });

  test('base64 is counted where the provider counts it', () => {
    const document = only(manifest('oracle', 100, 'dull'));
    expect(document.bytes).toBe(Math.ceil(document.content.length / 3) * 4);
    expect(document.limit).toBe(32_000);
  });
});

describe('a thousand hosts in a full mesh', () => {
  /** Addresses that follow each other nowhere, as a provider gives them. */
  const scattered = (index: number): string => {
    const number = (index * 7_919 + 13) % 1_048_573;
    return `172.${16 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
  };
  const thousand = (provider: string, os: string, addressOf: (index: number) => string, rest = ''): string => {
    const hosts = Array.from({ length: 1000 }, (_, index) => `  host${index + 1}: { address: ${addressOf(index)} }\n`);
    return `meshinit: 1\ndefaults: { os: ${os}, provider: ${provider}${rest} }\nhosts:\n${hosts.join('')}network: { subnet: 10.0.0.0/8, slice: /20 }\n`;
  };
  const someHosts = { hosts: ['host1', 'host653', 'host1000'] };
  const KEY = `, cloud_config: { ssh_authorized_keys: [ssh-ed25519 ${'AAAAC3NzaC1lZDI1NTE5'.repeat(4)} me@example], packages: [htop], timezone: Europe/Berlin }`;

  thoroughTest('fit 15,500 of the 16,384 bytes that Amazon takes, with room for a key and packages', () => {
    for (const rest of thoroughOr(['', KEY], [KEY])) {
      const text = thousand('aws', 'debian-12', scattered, rest);
      for (const { bytes, limit } of compiled(text, someHosts).documents) expect(bytes).toBeLessThanOrEqual(limit);
      for (const { bytes, limit } of compiled(text, { ...someHosts, gzip: true }).documents) {
        expect(limit).toBe(16_384);
        expect(bytes).toBeLessThan(15_500);
      }
    }
  });

  test('fit Amazon with layout routed: no peer’s slice has a byte there', () => {
    const text = thousand('aws', 'debian-12', scattered, KEY).replace('{ subnet:', '{ layout: routed, subnet:');
    for (const { bytes, limit } of compiled(text, { ...someHosts, gzip: true }).documents) {
      expect(limit).toBe(16_384);
      expect(bytes).toBeLessThan(15_500);
    }
  });

  test('fit as text that can be pasted where their addresses count up', () => {
    const counted = (index: number): string => `172.16.${index >> 8}.${index & 255}`;
    const { documents } = compiled(thousand('generic', 'debian-12', counted), someHosts);
    expect(documents.map(({ packing }) => packing)).toEqual(['compact', 'compact', 'compact']);
    for (const document of documents) {
      expect(document.bytes).toBeLessThanOrEqual(16_384);
      expect(document.readableBytes).toBeGreaterThan(50_000);
      const [setup] = filesOf(document).filter(({ path }) => path.endsWith('/meshinit-setup'));
      // The lists are there before the first step reads them.
      expect(setup?.content).toMatch(/^(?!step)(?:.*\n)*?.*unfold\.sh \] \|\| step .*unfold\.sh\nstep /m);
    }
  });

  thoroughTest('fit Amazon too with a file for each tunnel, as CentOS 7 has them', () => {
    const { documents } = compiled(thousand('aws', 'centos-7', scattered), someHosts);
    for (const { bytes } of documents) expect(bytes).toBeLessThanOrEqual(16_384);
  });
});

describe('a packing that is asked for', () => {
  const { text: generic, lock } = exampleNamed('debian-vxlan');
  // A provider whose limit none of them meets.
  const text = generic.replace('os: debian-12', 'os: debian-12, provider: nocloud');
  const plain = compiled(text, { lock }).documents;

  for (const [options, packing, extension] of [
    [{ gzip: true }, 'gzip', '.gz'],
    [{ base64: true }, 'base64', '.b64'],
    [{ gzip: true, base64: true }, 'gzip+base64', '.gz.b64'],
  ] as const) {
    test(`${packing} is taken, and unpacks to the readable document`, () => {
      const packed = compiled(text, { lock, ...options }).documents;
      expect(packed.map(({ name }) => name)).toEqual(plain.map(({ name }) => `${name}${extension}`));
      expect(packed.map((document) => document.packing)).toEqual(plain.map(() => packing));
      expect(packed.map(textOf)).toEqual(plain.map(textOf));
    });
  }

  test('readable is taken where compact would be, and everything stays as it is', () => {
    const big = manifest('generic', 6000, 'dull').replace('generic', 'hetzner');
    const document = only(big, { readable: true });
    expect(document).toMatchObject({ packing: 'readable', name: 'host1.yaml' });
    expect(cloudConfigOf(document).write_files.some(({ encoding }) => encoding === 'gz+b64')).toBe(false);
    expect(document.bytes).toBe(document.readableBytes);
  });

  test('readable is an error where it does not fit, with its size', () => {
    const text = manifest('generic', 6000, 'dull');
    expect(only(text).packing).toBe('compact');
    const { diagnostics, documents } = compile(text, { readable: true });
    expect(diagnostics.map(({ code }) => code)).toEqual(['MI0801']);
    expect(diagnostics[0]?.message).toMatch(/has \d+ bytes, packed as readable; provider generic/);
    expect(documents).toEqual([]);
  });

  test('readable and another at once are a fault of the caller', () => {
    expect(() => compile(text, { readable: true, gzip: true })).toThrow('readable is neither gzip nor base64');
  });

  test('is an error too where it does not fit', () => {
    const { diagnostics, documents } = compile(manifest('generic', 20_000, 'dull'), { base64: true });
    expect(diagnostics.map(({ code }) => code)).toContain('MI0801');
    expect(documents).toEqual([]);
  });
});
