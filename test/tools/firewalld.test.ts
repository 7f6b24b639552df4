import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type FileCase, distinctFiles } from '../support/cases.ts';
import { execute, type Outcome, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testFirewalld = testWith('firewall-offline-cmd');

/** The function of the setup script that writes the permanent rules. */
const putRules = ({ content }: FileCase): string => /^put_rules\(\) \{\n.*?^\}\n/ms.exec(content)?.[0] ?? '';

const setups = distinctFiles(({ path, content }) => path.endsWith('/meshinit-setup') && content.includes('put_rules() {'));
const ipsetOf = ({ host }: FileCase): string =>
  host.files.find(({ path }) => path === '/etc/firewalld/ipsets/meshinit-peers.xml')?.content ?? '';

/** Each set of rules with each form of its peers once: the hosts of a cluster differ in their peers' numbers alone. */
const judged = [
  ...new Map(setups.map((file) => [`${putRules(file)}${ipsetOf(file).includes('inet6')}`, file])).values(),
];

/** A directory that stands for /etc/firewalld, and the command that works on it. */
function offline(ipset: string): (script: string) => Promise<Outcome> {
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
  return (script) => execute('sh', ['-c', `set -eu\n${script}`], { env });
}

const ASK = `
firewall-offline-cmd --check-config
firewall-offline-cmd --zone=public --list-rich-rules
firewall-offline-cmd --zone=trusted --list-sources
firewall-offline-cmd --direct --get-all-rules
`;

describe('firewalld takes the rules, and finds its configuration sound, of', () => {
  for (const file of judged) {
    testFirewalld(
      file.title,
      async () => {
        const sh = offline(ipsetOf(file));
        const put = await sh(`${putRules(file)}put_rules`);
        expect(`${put.status}: ${put.stderr}`).toBe('0: ');
        const first = await sh(ASK);
        expect(`${first.status}: ${first.stderr}`).toBe('0: ');
        expect(first.stdout).toMatch(/^success\n/);
        expect(first.stdout).toContain('source ipset="meshinit-peers"');
        expect(first.stdout).toMatch(/(port="\d+" protocol="udp"|protocol value="gre") accept/);
        expect(first.stdout).toContain('172.17.0.0/16');
        const again = await sh(`${putRules(file)}put_rules`);
        expect(again.status).toBe(0);
        expect((await sh(ASK)).stdout).toBe(first.stdout);
      },
      60_000,
    );
  }
});

testFirewalld('firewalld refuses a rule without an action and a broken set, so it does look', async () => {
  const sh = offline('<?xml version="1.0" encoding="utf-8"?>\n<ipset type="hash:nothing"></ipset>\n');
  expect((await sh("firewall-offline-cmd --zone=public --add-rich-rule='rule family=\"ipv4\" accept nonsense'")).status).not.toBe(0);
  expect(said(await sh('firewall-offline-cmd --check-config'))).toMatch(/INVALID/);
});
