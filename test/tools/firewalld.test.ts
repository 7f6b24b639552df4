import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished } from 'vitest';
import { distinctFiles, type FileCase, type HostCase, hostCases } from '../support/cases.ts';
import { execute, type Outcome, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf } from '../support/thorough.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testFirewalld = testWith('firewall-offline-cmd');

const SERVER = fileURLToPath(new URL('offline-server.py', import.meta.url));

/** Each call of the command takes Python its time: the shortest rules, in a plain run. */
const PLAIN = 1;

/** The function of the setup script that writes the permanent rules of a firewalld without policies. */
const putRules = ({ content }: FileCase): string => /^put_rules\(\) \{\n.*?^\}\n/ms.exec(content)?.[0] ?? '';

const setups = distinctFiles(
  ({ path, content }) => path.endsWith('/meshinit-setup') && content.includes('put_rules() {'),
);
const ipsetOf = ({ host }: FileCase): string =>
  host.files.find(({ path }) => path === '/etc/firewalld/ipsets/meshinit-peers.xml')?.content ?? '';

/** Each set of rules with each form of its peers once: the hosts of a cluster differ in their peers' numbers alone. */
const judged = someOf(
  [...new Map(setups.map((file) => [`${putRules(file)}${ipsetOf(file).includes('inet6')}`, file])).values()].toSorted(
    (a, b) => putRules(a).length - putRules(b).length,
  ),
  PLAIN,
);

/** firewalld's files of a host. */
const filesOfFirewalld = ({ files }: HostCase): HostCase['files'] =>
  files.filter(({ path }) => path.startsWith('/etc/firewalld/'));

interface Offline {
  readonly system: string;
  readonly sh: (script: string) => Promise<Outcome>;
}

const PROGRAM = ['/usr/bin', '/usr/local/bin'].map((at) => `${at}/firewall-offline-cmd`).find(existsSync) ?? '';

/** Asks the process that runs the real command, and says what it said. */
const CLIENT = `#!/bin/sh
here=\${0%/*}
printf '%s\\0' "$@" >"$here/arguments"
echo >"$here/request"
read -r status <"$here/reply"
cat "$here/output"
cat "$here/errors" >&2
exit "$status"
`;

/** A directory that stands for /etc/firewalld, and the command that works on it. */
function offline(files: readonly { readonly path: string; readonly content: string }[]): Offline {
  const root = temporaryDirectory();
  const [system, calls] = [join(root, 'firewalld'), join(root, 'calls')];
  mkdirSync(system);
  writeTree(root, [
    { path: 'firewalld/firewalld.conf', content: 'DefaultZone=public\n' },
    ...files.map(({ path, content }) => ({ path: path.replace('/etc/', ''), content })),
    { path: 'calls/firewall-offline-cmd', mode: 0o755, content: CLIENT },
  ]);
  execFileSync('mkfifo', [join(calls, 'request'), join(calls, 'reply')]);
  const [, python = 'python3'] = /^#!(\S+)/.exec(readFileSync(PROGRAM, 'utf8')) ?? [];
  const server = spawn(python, [SERVER, PROGRAM, calls, system], { stdio: ['pipe', 'ignore', 'inherit'] });
  onTestFinished(() => void server.kill());
  const env = { ...toolEnvironment, PATH: `${calls}:${toolEnvironment.PATH}` };
  return { system, sh: (script) => execute('sh', ['-c', `set -eu\n${script}`], { env }) };
}

/** Every file that firewalld keeps below the directory, as one text. */
const contentOf = (directory: string): string =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('');

describe('firewalld takes the rules of the direct interface, and finds its configuration sound, of', () => {
  for (const file of judged) {
    testFirewalld(
      file.title,
      async () => {
        const { system, sh } = offline(filesOfFirewalld(file.host));
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
      120_000,
    );
  }
});

const contentAt = ({ files }: HostCase, at: string): string => files.find(({ path }) => path === at)?.content ?? '';

/** Each set of files once, whatever numbers the peers have. */
const withPolicies = someOf(
  [
    ...new Map(
      hostCases
        .filter((host) => filesOfFirewalld(host).some(({ path }) => path.startsWith('/etc/firewalld/policies/')))
        .map((host) => [
          filesOfFirewalld(host)
            .map(({ path, content }) => path + content.replace(/<entry>[^<]+/g, ''))
            .join(''),
          host,
        ]),
    ).values(),
  ],
  PLAIN,
);

describe('firewalld finds the policies, zones and sets sound, and opens the tunnels to peers alone, of', () => {
  for (const host of withPolicies) {
    const { tunnel, layout } = host.mesh;
    testFirewalld(
      `${host.document.host} (${host.cluster})`,
      async () => {
        const { sh } = offline(filesOfFirewalld(host));
        const checked = await sh('firewall-offline-cmd --check-config');
        expect(`${checked.status}: ${said(checked)}`).toBe('0: ');
        const whats = host.openings.map((opening) =>
          'port' in opening
            ? `port port="${opening.port}" protocol="${opening.protocol}"`
            : `protocol value="${opening.protocol}"`,
        );
        // IPsec of strangers is theirs.
        const drops = whats.filter((what) => !what.includes('"esp"')).map((what) => `rule priority="-1" ${what} drop`);
        const listed = await sh('firewall-offline-cmd --policy=meshinit-tunnels --list-rich-rules');
        const accepts = whats.map(
          (what) => `rule priority="-2" family="ipv${tunnel.family}" source ipset="meshinit-peers" ${what} accept`,
        );
        // With encryption a tunnel's packet comes from WireGuard's zone, and any other is dropped by a policy of its own.
        const isEncrypted = host.host.node.wireguard !== undefined;
        const wanted = isEncrypted ? accepts : [...accepts, ...drops];
        expect(listed.stdout.trim().split('\n').toSorted()).toEqual(wanted.toSorted());
        const outer = await sh('firewall-offline-cmd --policy=meshinit-outside --list-rich-rules 2>&1');
        for (const wanted of isEncrypted ? drops.map((drop) => `${drop}\n`) : ['INVALID_POLICY']) {
          expect(outer.stdout).toContain(wanted);
        }
        const device = await sh('firewall-offline-cmd --get-zone-of-interface=mi-wg1');
        expect(device.stdout).toBe(isEncrypted ? 'meshinit-wg\n' : '');
        const zone = await sh('firewall-offline-cmd --get-zone-of-interface=docker0');
        expect(zone.stdout).toBe('docker\n');
        // The device that the host's programs give the mesh address.
        const [, own = ''] = /^SWITCH=(.*)$/m.exec(contentAt(host, '/etc/meshinit/host.conf')) ?? [];
        if (own === '') return;
        const mesh = await sh(`firewall-offline-cmd --get-zone-of-interface=${own}`);
        expect(mesh.stdout).toBe(layout === 'per-host' ? 'meshinit\n' : '');
      },
      120_000,
    );
  }
});

testFirewalld('firewalld refuses a rule without an action and a broken set, so it does look', async () => {
  const { sh } = offline([
    {
      path: '/etc/firewalld/ipsets/meshinit-peers.xml',
      content: '<?xml version="1.0" encoding="utf-8"?>\n<ipset type="hash:nothing"></ipset>\n',
    },
  ]);
  expect(
    (await sh('firewall-offline-cmd --zone=public --add-rich-rule=\'rule family="ipv4" accept nonsense\'')).status,
  ).not.toBe(0);
  expect(said(await sh('firewall-offline-cmd --check-config'))).toMatch(/INVALID/);
});
