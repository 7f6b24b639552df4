import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compile.ts';
import { script } from '../../../src/document/formats/script.ts';
import { exampleNamed, examples } from '../../support/examples.ts';
import { execute } from '../../support/execute.ts';
import { compiled, hostConfigs, textOf } from '../../support/hosts.ts';

const { text, lock } = exampleNamed('debian-vxlan');
const [config] = hostConfigs(text, { lock });
if (!config) throw new Error('there is no host');

const CALL = /^put(?:_packed)? (\S+) (0[0-7]+) <<'(EOF_*)'$/gm;

describe('a script', () => {
  test('has every planned file at its place and with its mode, and cloud-config’s commands', () => {
    // What cloud-init or Ignition alone understands is an error in a script.
    for (const example of examples.filter((one) => !/cloud_config|ignition/.test(one.text))) {
      // This provider takes each file as it is.
      const documents = compiled(example.text, { lock: example.lock, format: 'script', provider: 'nocloud' }).documents;
      const configs = hostConfigs(example.text, { lock: example.lock });
      for (const [index, document] of documents.entries()) {
        const { files = [], everyBoot = [], firstBoot = [] } = configs[index] ?? {};
        const content = textOf(document);
        expect([...content.matchAll(CALL)].map(([, path, mode]) => `${path} ${mode}`)).toEqual(
          files.map(({ path, mode }) => `${path} 0${mode.toString(8)}`),
        );
        for (const command of [...everyBoot, ...firstBoot]) expect(content).toContain(`\n${command}\n`);
        expect(document).toMatchObject({ format: 'script', name: `${document.host}.sh` });
        expect(content.endsWith('\n}\n\nmain </dev/null\n')).toBe(true);
      }
    }
  });

  test('keeps every text from the shell: expansions, its own end mark, no line end at the end', async () => {
    const hostile = [
      '$(touch /tmp/x) `id` $HOME $1 \\n \\\\ \' " ü€😀\n',
      'EOF\nEOF_\n',
      'EOF',
      '',
      '\n\n',
      'no end',
      'a\r\n',
    ];
    const draft = script.drafter()(config);
    for (const content of hostile) {
      const file = { path: '/x', mode: 0o600, content, origins: [['name']] };
      for (const entry of [draft.writer.readable(file), draft.writer.packed(file)]) {
        const reader = `put() { cat; }\nput_packed() { base64 -d | gzip -dc; }\nmain() {\n${entry.text}}\nmain </dev/null\n`;
        for (const shell of ['dash', 'bash']) {
          expect((await execute(shell, ['-s'], { input: reader })).stdout).toBe(content);
        }
      }
    }
  });

  test('has its programs packed as one where it would not fit, and stays text', () => {
    const many = Array.from({ length: 120 }, (_, index) => `  host${index}: { address: 10.0.0.${index + 1} }\n`);
    const [document] = compiled(`meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${many.join('')}`, {
      format: 'script',
    }).documents;
    expect(document).toMatchObject({ packing: 'compact', name: 'host0.sh' });
    expect(document && textOf(document)).toMatch(/^run_packed <<'EOF'$/m);
  });

  test('cannot say cloud_config or ignition: an error at the key, the defaults’ once', () => {
    const { diagnostics } = compile(
      'meshinit: 1\ndefaults:\n  os: debian-12\n  cloud_config: { timezone: Europe/Berlin }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2, cloud_config: { runcmd: [id] } }\n',
      { format: 'script' },
    );
    expect(diagnostics.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`)).toEqual([
      '4:3 MI0803 defaults.cloud_config cannot be written in format script, which a gets (and 1 more host)',
      '7:27 MI0803 hosts.b.cloud_config cannot be written in format script, which b gets',
    ]);
  });

  test('with gzip, which no provider of text takes, is a warning', () => {
    const manifest =
      'meshinit: 1\ndefaults: { os: debian-12, provider: scaleway }\nhosts: { a: { address: 10.0.0.1 } }\n';
    const { documents, diagnostics } = compile(manifest, { format: 'script', gzip: true });
    expect(documents.map(({ name }) => name)).toEqual(['a.sh.gz']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['MI0851']);
  });
});
