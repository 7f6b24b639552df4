import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { documentChange } from '../../src/diff/document-diff.ts';
import { bundleOf, programsOf, wholeOf, withoutStarter } from '../../src/document/bundle.ts';
import { base64, utf8 } from '../../src/document/encoding.ts';
import { gzip } from '../../src/document/gzip.ts';
import { type ReadFile, readDocument } from '../../src/document/read-document.ts';
import { explain } from '../../src/explain/explain.ts';
import { explainDocument } from '../../src/explain/explain-lines.ts';
import { bareFile } from '../../src/host/bare-file.ts';
import type { HostConfig } from '../../src/host/host-config.ts';
import type { PlannedFile } from '../../src/host/part.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { holdsSecret } from '../../src/secrets/find-secrets.ts';
import { cloudConfigOf, compiled, filesOf, hostConfigs, textOf } from '../support/hosts.ts';
import { stackCases } from '../support/systems.ts';
import { someOf } from '../support/thorough.ts';

const SETUP = '/usr/local/sbin/meshinit-setup';

/** Text that gzip hardly shortens, as long as these bytes. */
const noise = (bytes: number): string =>
  Array.from({ length: bytes }, (_, at) => (((at * 48_271 + 7) ** 2 % 65_537) % 36).toString(36)).join('');

/** A manifest of three hosts whose documents just do not fit as they are. */
const tight = (os: string, filler = 5200): string =>
  `meshinit: 1\ndefaults: { os: ${os}, cloud_config: { write_files: [{ path: /etc/big, content: ${noise(filler)} }] } }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2 }\n  c: { address: 10.0.0.3 }\n`;

/** A host as it is, but for a first boot that only says that it ran. */
function harmless(config: HostConfig): HostConfig {
  const files = config.files.map((file) =>
    file.path === SETUP ? { ...file, content: '#!/bin/sh\necho "the first boot of $0"\n' } : file,
  );
  return { ...config, files };
}

// The others read Ignition, which has a compression of each file.
const systems = someOf(
  stackCases.filter(({ os }) => !['fedora-coreos', 'flatcar'].includes(os)),
  3,
);

/** One stack of each system is enough where every file is written. */
const eachSystem = systems.filter(({ os }, index) => systems.findIndex((other) => other.os === os) === index);

/** Two kinds of bundle: of the programs alone, and of all files but what starts the first boot. */
const bundles = [
  { title: 'the bundle of the programs', of: bundleOf, filesIn: programsOf, systems },
  {
    title: 'the bundle of all files',
    of: wholeOf,
    filesIn: (config: HostConfig): PlannedFile[] => withoutStarter(config).map(bareFile),
    systems: eachSystem,
  },
] as const;

/** Files for root alone, without a line's end, with lines that end here-documents, and with names to be quoted. */
const hostile = [
  { path: '/etc/meshinit/secret.key', mode: 0o600, content: 'no end', origins: [] },
  { path: '/etc/meshinit/words', mode: 0o644, content: "EOF\nEOF_\n$HOME `id` 'x' \\\n", origins: [] },
  { path: '/etc/meshinit/mail', mode: 0o644, content: 'MIME-Version: 1.0\n\n', origins: [] },
  { path: '/etc/meshinit/empty', mode: 0o644, content: '', origins: [] },
];

for (const { title, of, filesIn, systems } of bundles) {
  describe(title, () => {
    for (const shell of someOf(['dash', 'bash', 'busybox sh'], 1)) {
      test(`writes each file with its mode under ${shell}, runs meshinit-setup, and is gone`, () => {
        for (const { text } of shell === 'dash' ? systems : eachSystem) {
          const root = mkdtempSync(join(tmpdir(), 'meshinit-bundle-'));
          const [config = never()] = hostConfigs(text);
          const host = harmless(config);
          const before = { ...host, files: [...host.files, ...hostile] };
          const { content, mode: ofBundle } = of(before);
          // The same script with its places below a directory of the test's, and no systemd to tell.
          const placed = content
            .replaceAll(/^(put|put_packed) \//gm, `$1 ${root}/`)
            .replace(/exec (\S+\n)$/, `exec ${root}$1`)
            .replace('/run/systemd/system', '/nowhere');
          const setup = join(root, SETUP);
          mkdirSync(dirname(setup), { recursive: true });
          writeFileSync(setup, placed, { mode: ofBundle });
          const [program = '', ...words] = shell.split(' ');
          const run = (): string => execFileSync(program, [...words, setup], { encoding: 'utf8' });
          expect(run()).toBe(`the first boot of ${setup}\n`);
          for (const { path, mode, content: wanted } of filesIn(before)) {
            expect(readFileSync(join(root, path), 'utf8'), path).toBe(wanted);
            expect(statSync(join(root, path)).mode & 0o7777, path).toBe(mode);
          }
          const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
          expect(found).toHaveLength(filesIn(before).length);
          expect(run()).toBe(`the first boot of ${setup}\n`);
          rmSync(root, { recursive: true });
        }
      });
    }

    test('begins anew where it was interrupted, since its own place comes last', () => {
      for (const { text } of systems) {
        const [config = never()] = hostConfigs(text);
        const calls = [...of(config).content.matchAll(/^put (\/\S+) 0/gm)].map(([, path]) => path);
        expect(calls.at(-1)).toBe(SETUP);
        expect(calls.toSorted()).toEqual(filesIn(config).map(({ path }) => path));
      }
    });
  });
}

test('the bundle of the programs is the same on all hosts of one system', () => {
  for (const os of ['debian-12', 'rocky-9', 'ubuntu-14.04']) {
    const documents = compiled(tight(os)).documents;
    expect(documents.map(({ packing }) => packing)).toEqual(['compact', 'compact', 'compact']);
    const bundles = documents.map((document) =>
      cloudConfigOf(document).write_files.filter(({ path }) => path === SETUP),
    );
    expect(new Set(bundles.map((bundle) => JSON.stringify(bundle))).size).toBe(1);
  }
});

describe('a compact document', () => {
  test('has its programs in one packed entry, and the host’s own files as they are', () => {
    for (const document of compiled(tight('debian-12')).documents) {
      const entries = cloudConfigOf(document).write_files;
      expect(entries.filter(({ encoding }) => encoding === 'gz+b64').map(({ path }) => path)).toEqual([SETUP]);
      const readable = entries.filter(({ encoding }) => encoding === undefined).map(({ path }) => path);
      expect(readable).toEqual(expect.arrayContaining(['/etc/meshinit/host.conf', '/etc/docker/daemon.json']));
      expect(readable.some((path) => path.startsWith('/usr/local/'))).toBe(false);
    }
  });

  // The user's own part is none of a script's: there it is the peers that take the room.
  const peers = Array.from({ length: 100 }, (_, at) => `  h${at}: { address: 10.0.1.${at + 1} }\n`).join('');
  const crowded = `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.1 }\n${peers}`;

  test('has the commands and the files of the readable one, as a reader of documents sees it', () => {
    for (const [format, text] of [
      ['cloud-config', tight('debian-12')],
      ['script', crowded],
    ] as const) {
      const packed = compiled(text, { format, hosts: ['a'] }).documents;
      const plain = compiled(text, { format, hosts: ['a'], provider: 'nocloud' }).documents;
      expect(packed.map(({ packing }) => packing)).toEqual(['compact']);
      const [read, known] = [packed, plain].map(([document = never()]) => readDocument(document.content));
      expect(read?.rest).toBe(known?.rest);
      expect(new Map([...(read?.files ?? [])].toSorted())).toEqual(new Map([...(known?.files ?? [])].toSorted()));
      expect(packed.map(filesOf)).toEqual(plain.map(filesOf));
    }
  });

  test('is explained: a line of the bundle comes from all that its programs come from', () => {
    const text = tight('debian-12');
    const [config = never()] = hostConfigs(text);
    const [document = never()] = compiled(text).documents;
    const { source } = parseManifest(text);
    const lines = textOf(document).trimEnd().split('\n');
    const at = lines.findIndex((line) => line.includes(SETUP) && line.startsWith('- path'));
    const origins = explainDocument(document.name, lines, document.format, config, source);
    expect(origins[at]?.file).toBe(SETUP);
    // The peers are in no line of meshinit-setup alone.
    expect(origins[at]?.places.map(({ line }) => line)).toEqual(expect.arrayContaining([4, 5, 6]));
  });
});

/** The shortest of some texts for which not even the compact form fits, where the bundle does. */
function full(os: string): string {
  for (let filler = 7000; filler < 10_000; filler += 250) {
    const text = tight(os, filler);
    if (compiled(text, { hosts: ['a'] }).documents[0]?.packing === 'bundle') return text;
  }
  throw new Error(`${os} has no bundle`);
}

/** The files of a readable document as a bundle has them. */
const bare = (files: readonly [path: string, file: ReadFile][]): Map<string, ReadFile> =>
  new Map(files.map(([path, { content, mode }]) => [path, { content: bareFile({ path, content }).content, mode }]));

describe('a document that is a bundle', () => {
  test('has what starts the first boot, the bundle for root alone, and the user’s own files', () => {
    for (const [os, starter] of [
      ['debian-12', '/etc/systemd/system/meshinit-setup.service'],
      ['ubuntu-14.04', '/etc/init/meshinit-setup.conf'],
      ['rocky-9', '/etc/systemd/system/meshinit-setup.service'],
    ] as const) {
      const [document = never()] = compiled(full(os)).documents;
      expect(document).toMatchObject({ packing: 'bundle', name: 'a.yaml' });
      expect(document.bytes).toBeLessThanOrEqual(document.limit);
      const entries = cloudConfigOf(document).write_files;
      expect(entries.map(({ path, encoding, permissions }) => ({ path, encoding, permissions }))).toEqual([
        { path: starter, encoding: undefined, permissions: undefined },
        { path: SETUP, encoding: 'gz+b64', permissions: '0700' },
        { path: '/etc/big', encoding: undefined, permissions: undefined },
      ]);
    }
  });

  test('has the commands and the files of the readable one without comments, as a reader of documents sees it', () => {
    for (const os of ['debian-12', 'ubuntu-14.04', 'rocky-9']) {
      const packed = compiled(full(os)).documents;
      const plain = compiled(full(os), { provider: 'nocloud' }).documents;
      expect(plain.map(({ packing }) => packing)).toEqual(['readable', 'readable', 'readable']);
      for (const [index, document] of packed.entries()) {
        const [read, known] = [document, plain[index] ?? never()].map(({ content }) => readDocument(content));
        expect(read?.rest).toBe(known?.rest);
        expect(new Map([...(read?.files ?? [])].toSorted())).toEqual(bare([...(known?.files ?? [])].toSorted()));
        const sorted = (of: typeof document) => filesOf(of).toSorted((a, b) => (a.path < b.path ? -1 : 1));
        expect(sorted(document)).toEqual(sorted(plain[index] ?? never()).map(bareFile));
        expect(documentChange('a', [document.content, (plain[index] ?? never()).content])).toMatchObject({
          verdict: 'unchanged',
          files: [],
        });
      }
    }
  });

  test('is a secret only where a file in it is one', () => {
    const isSecret = (text: string): boolean | undefined =>
      readDocument((compiled(text).documents[0] ?? never()).content)?.isSecret();
    expect(isSecret(full('debian-12'))).toBe(false);
    expect(holdsSecret(cloudConfigOf(compiled(full('debian-12')).documents[0] ?? never()))).toBe(true);
    const tls = `docker: { listen: mesh, tls: { ${['ca', 'cert', 'key'].map((part) => `${part}: "-----BEGIN ${part === 'key' ? 'PRIVATE KEY' : 'CERTIFICATE'}-----\\nTUlJ\\n-----END ${part === 'key' ? 'PRIVATE KEY' : 'CERTIFICATE'}-----\\n"`).join(', ')} } }\n`;
    expect(isSecret(full('debian-12') + tls)).toBe(true);
  });

  test('is explained: a line of the bundle comes from all that its files come from', () => {
    const text = full('debian-12');
    const [config = never()] = hostConfigs(text);
    const [document = never()] = compiled(text).documents;
    const { source } = parseManifest(text);
    const lines = textOf(document).trimEnd().split('\n');
    const at = lines.findIndex((line) => line.includes(SETUP) && line.startsWith('- path'));
    const origins = explainDocument(document.name, lines, document.format, config, source);
    expect(origins[at]?.places.map(({ line }) => line)).toEqual(expect.arrayContaining([4, 5, 6]));
  });

  test('is explained by the lines that its programs have on the host', () => {
    const text = full('debian-12');
    const path = '/usr/local/sbin/meshinit-setup';
    const count = (content = ''): number => content.trimEnd().split('\n').length;
    const [config = never()] = hostConfigs(text);
    const program = config.files.find((file) => file.path === path) ?? never();
    const [all, fewer] = [count(program.content), count(bareFile(program).content)];
    const fault = (line: number, provider?: 'nocloud') =>
      explain(text, { host: 'a', path, line }, { provider }).fault?.message;
    expect(fault(all)).toBe(`${path} has ${fewer} lines; there is no line ${all}`);
    expect(fault(fewer)).toBeUndefined();
    expect(fault(all, 'nocloud')).toBeUndefined();
  });

  test('is a script’s last step too: what it unpacks is the readable script without comments', () => {
    const label = (length: number): string =>
      `meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\ndocker: { daemon: { labels: [long=${noise(length)}] } }\n`;
    const lengths = Array.from({ length: 12 }, (_, at) => 9000 + 250 * at);
    const text = lengths.map(label).find((each) => {
      const { documents } = compile(each, { format: 'script', hosts: ['a'] });
      return documents[0]?.packing === 'bundle';
    });
    const [document = never()] = compiled(text ?? never(), { format: 'script', hosts: ['a'] }).documents;
    const [plain = never()] = compiled(text ?? never(), {
      format: 'script',
      hosts: ['a'],
      readable: true,
      provider: 'nocloud',
    }).documents;
    expect(document.bytes).toBeLessThanOrEqual(document.limit);
    expect(readDocument(document.content)?.files).toEqual(bare([...(readDocument(plain.content)?.files ?? [])]));
    expect(filesOf(document)).toEqual(filesOf(plain).map(bareFile));
  });
});

test('a script that packs itself is read once, not for ever', () => {
  const inner = `run_packed <<'EOF'\n${base64(gzip(utf8("put /x 0644 <<'EOF'\nx\nEOF\n")))}\nEOF\n`;
  const text = `#!/bin/sh\nrun_packed <<'EOF'\n${base64(gzip(utf8(inner)))}\nEOF\n`;
  expect(readDocument(utf8(text))?.files.size).toBe(0);
});

function never(): never {
  throw new Error('there is no host');
}
