import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { distinctFiles, type FileCase } from '../support/cases.ts';
import { execute, type Outcome, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testFirewalld = testWith('firewall-offline-cmd');

/** The function of the setup script that writes the permanent rules. */
const putRules = ({ content }: FileCase): string => /^put_rules\(\) \{\n.*?^\}\n/ms.exec(content)?.[0] ?? '';

const setups = distinctFiles(
  ({ path, content }) => path.endsWith('/meshinit-setup') && content.includes('put_rules() {'),
);
const ipsetOf = ({ host }: FileCase): string =>
  host.files.find(({ path }) => path === '/etc/firewalld/ipsets/meshinit-peers.xml')?.content ?? '';

/** Each set of rules with each form of its peers once: the hosts of a cluster differ in their peers' numbers alone. */
const judged = [
  ...new Map(setups.map((file) => [`${putRules(file)}${ipsetOf(file).includes('inet6')}`, file])).values(),
];

/** A directory that stands for /etc/firewalld, and the command that works on it. */
function offline(ipset: string): { system: string; sh: (script: string) => Promise<Outcome> } {
  const root = temporaryDirectory();
  const system = join(root, 'firewalld');
  mkdirSync(system);
  writeTree(root, [
    { path: 'firewalld/firewalld.conf', content: 'DefaultZone=public\n' },
    { path: 'firewalld/ipsets/meshinit-peers.xml', content: ipset },
    {
      path: 'bin/firewall-offline-cmd',
      mode: 0o755,
      content: `#!/bin/sh\nPATH=\${PATH#*:} exec firewall-offline-cmd --system-config '${system}' "$@"\n`,
    },
  ]);
  const env = { ...toolEnvironment, PATH: `${join(root, 'bin')}:${toolEnvironment.PATH}` };
  return { system, sh: (script) => execute('sh', ['-c', `set -eu\n${script}`], { env }) };
}

/** Every file that firewalld keeps below the directory, as one text. */
const contentOf = (directory: string): string =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('');

describe('firewalld takes the rules, and finds its configuration sound, of', () => {
  for (const file of judged) {
    testFirewalld(
      file.title,
      async () => {
        const { system, sh } = offline(ipsetOf(file));
        const put = await sh(`${putRules(file)}put_rules`);
        expect(`${put.status}: ${put.stderr}`).toBe('0: ');
        const first = contentOf(system);
        expect(first).toContain('<source ipset="meshinit-peers"/>');
        expect(first).toMatch(/<port port="\d+" protocol="udp"\/>|<protocol value="gre"\/>/);
        expect(first).toMatch(/<source address="172\.\d+\.0\.0\/\d+"\/>/);
        const again = await sh(`${putRules(file)}put_rules\nfirewall-offline-cmd --check-config`);
        expect(again.status).toBe(0);
        expect(contentOf(system)).toBe(first);
      },
      60_000,
    );
  }
});

testFirewalld('firewalld refuses a rule without an action and a broken set, so it does look', async () => {
  const { sh } = offline('<?xml version="1.0" encoding="utf-8"?>\n<ipset type="hash:nothing"></ipset>\n');
  expect(
    (await sh('firewall-offline-cmd --zone=public --add-rich-rule=\'rule family="ipv4" accept nonsense\'')).status,
  ).not.toBe(0);
  expect(said(await sh('firewall-offline-cmd --check-config'))).toMatch(/INVALID/);
});
