import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../src/compile.ts';
import { formatDiagnostics } from '../../src/diagnostics/formats.ts';
import { diff } from '../../src/diff/diff.ts';
import { explain } from '../../src/explain/explain.ts';
import { plan } from '../../src/plan-report.ts';
import { heldSecrets } from '../../src/secrets/held-secrets.ts';
import { compiled } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

/** Places of a manifest for debian-12 that take a secret, as YAML in one line: `cloud_config` and `docker.daemon`. */
const inCloudConfig: readonly ((word: string) => string)[] = [
  (word) => `password: ${word}`,
  (word) => `users: [{ name: a, plain_text_passwd: ${word} }]`,
  (word) => `users: [{ name: a, hashed_passwd: ${word}, passwd: ${word} }]`,
  (word) => `chpasswd: { list: "root:${word}" }`,
  (word) => `chpasswd: { users: [{ name: root, type: text, password: ${word} }] }`,
  (word) => `ssh_keys: { ed25519_private: ${word} }`,
  (word) => `rh_subscription: { username: a, password: ${word}, activation-key: ${word} }`,
  (word) => `apt: { sources: { a: { source: "deb https://me:${word}@example.com/ x main" } } }`,
  (word) => `wireguard: { interfaces: [{ name: wg0, config_path: /etc/wireguard/wg0.conf, content: ${word} }] }`,
  (word) => `runcmd: ["docker login -u me -p ${word} registry.example.com"]`,
  (word) => `runcmd: [[sshpass, -p, ${word}, ssh, host]]`,
  (word) => `runcmd: ["echo root:${word} | chpasswd", "curl -u me:${word} https://example.com"]`,
  (word) => `bootcmd: ["curl -H 'Authorization: Bearer ${word}' https://example.com"]`,
  (word) => `runcmd: ["mysql -u root -p${word} -e x", "PGPASSWORD=${word} psql"]`,
  (word) => `write_files: [{ path: /root/.netrc, content: "machine x login y password ${word}" }]`,
  (word) => `write_files: [{ path: /a.env, content: "A=b\\nDB_PASSWORD=${word}\\n" }]`,
  (word) => `write_files: [{ path: /a, permissions: "0600", content: "${word}" }]`,
  (word) => `write_files: [{ path: /a, encoding: b64, content: ${btoa(`API_TOKEN=${word}`)} }]`,
  (word) =>
    `write_files: [{ path: /a, content: "-----BEGIN OPENSSH PRIVATE KEY-----\\n${word}\\n-----END OPENSSH PRIVATE KEY-----" }]`,
];
const inDaemon: readonly ((word: string) => string)[] = [
  (word) => `log-opts: { splunk-token: ${word} }`,
  (word) => `registry-mirrors: ["https://me:${word}@mirror.example.com"]`,
  (word) => `proxies: { http-proxy: "http://me:${word}@proxy:3128" }`,
  (word) => `labels: ["api-key=${word}"]`,
];

const manifest = (cloudConfig: string, daemon: string, rest = ''): string =>
  `meshinit: 1\ndefaults: { os: debian-12, provider: nocloud, cloud_config: { ${cloudConfig} } }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2 }\ndocker: { daemon: { ${daemon} } }\n${rest}`;

/** Words that no message has by itself. */
const word = fc.stringMatching(/^[A-Z][a-zA-Z0-9]{11}[0-9]$/);
const places = fc.record({ word, cloud: fc.constantFrom(...inCloudConfig), daemon: fc.constantFrom(...inDaemon) });

/** Manifests that are wrong right beside the secret, so that its line is shown. */
const spoilt = (cloudConfig: string, daemon: string): string[] => [
  manifest(`${cloudConfig}, package_upgrade: 5, pakages: 1`, `${daemon}, bip: 10.0.0.1/24`, 'unknown: 1\n'),
  manifest(cloudConfig, `${daemon}, mtu: 1, hosts: [x]`),
  manifest(`${cloudConfig}, runcmd: 5`, daemon, 'x: [\n'),
];

function everything(text: string): string {
  const diagnostics = check(text);
  const options = { file: 'm.yaml', text, color: false, tool: { version: '0' }, laws: [] };
  return (['pretty', 'json', 'github', 'sarif'] as const)
    .map((format) => formatDiagnostics(format, diagnostics, options))
    .join('');
}

test('a secret is in no output, whatever is wrong beside it, and its document is its owner’s', () => {
  fc.assert(
    fc.property(places, ({ word: secret, cloud, daemon }) => {
      const encoded = btoa(`API_TOKEN=${secret}`);
      const isHidden = (output: string): void => {
        expect(output).not.toContain(secret);
        expect(output).not.toContain(encoded);
      };
      for (const text of spoilt(cloud(secret), daemon(secret))) {
        const output = everything(text);
        expect(output).toMatch(/MI\d{4}/);
        isHidden(output);
      }
      const plain = manifest('packages: [htop]', 'dns: [10.0.0.53]');
      for (const text of [manifest(cloud(secret), 'dns: [10.0.0.53]'), manifest('packages: [htop]', daemon(secret))]) {
        expect(compiled(text).documents.map((document) => document.secret)).toEqual([true, true]);
        expect(heldSecrets(text)).not.toEqual([]);
        isHidden(everything(text));
        isHidden(JSON.stringify([plan(text).report, explain(text, { host: 'a' })]));
        const [before, after] = [text, plain].map((side) => ({ text: side, lock: undefined }));
        if (before && after) isHidden(JSON.stringify([diff(before, after), diff(after, before)]));
      }
    }),
    { numRuns: thoroughOr(40, 5) },
  );
});
