import { expect } from 'vitest';
import ufw from '../../src/host/scripts/ufw.sh';
import { layoutOf } from '../../src/layouts/layouts.ts';
import { type OpeningWords, openingIn } from '../../src/tunnels/opening.ts';
import { distinctFiles } from '../support/cases.ts';
import { execute, type Outcome } from '../support/execute.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { thoroughTestWith } from '../support/thorough.ts';
import { toolEnvironment } from '../support/tool.ts';

const testUfw = thoroughTestWith('ufw', 'nft', 'iptables', 'unshare', 'root');

/** In namespaces of its own, with a copy of ufw's rules: nothing of this machine's firewall is read or changed. */
const withUfw = (script: string): Promise<Outcome> =>
  execute(
    'unshare',
    [
      '--net',
      '--mount',
      'sh',
      '-euc',
      `rules=${temporaryDirectory()}
cp -a /etc/ufw/. "$rules"
mount --bind "$rules" /etc/ufw
ip link set lo up
${ufw}
${script}
`,
    ],
    { env: toolEnvironment },
  );

/** The calls of pass_ufw in all setup scripts, each with the tunnel's and the forwarding rule that it has to come to. */
const calls = new Map(
  distinctFiles(({ path, content }) => path === '/usr/local/sbin/meshinit-setup' && content.includes('pass_ufw '))
    .map(({ content, host }) => [/^step 'let the mesh pass ufw' (.*)$/m.exec(content)?.[1] ?? '', host] as const)
    .toReversed(),
);

/** A rule of ufw's as iptables prints it. */
const RULES: OpeningWords = {
  udp: (port) => `-p udp -m udp --dport ${port}`,
  tcp: (port) => `-p tcp -m tcp --dport ${port}`,
  gre: '-p (47|gre)',
  esp: '-p esp',
};

for (const [call, { cluster, mesh, openings }] of calls) {
  testUfw(`ufw lets the mesh in and through after it is turned on and reloaded, for ${cluster}`, async () => {
    const { status, stdout, stderr } = await withUfw(`
nft add table inet meshinit
${call} >/dev/null
ufw --force enable >/dev/null
ufw reload >/dev/null
ufw --force disable >/dev/null
ufw --force enable >/dev/null
${call}
iptables -S ufw-user-input
iptables -S ufw-user-forward
iptables -S INPUT
nft list tables`);
    expect(`${status} ${stderr}`).toBe('0 ');
    expect(stdout).not.toContain('Rule added');
    expect(stdout).toContain('-P INPUT DROP');
    expect(openings.length).toBeGreaterThan(0);
    for (const opening of openings) {
      expect(stdout).toMatch(new RegExp(`^-A ufw-user-input ${openingIn(RULES, opening)} -j ACCEPT$`, 'm'));
    }
    const forward = '-A ufw-user-forward -s 172.17.0.0/16 -j ACCEPT\n';
    expect(stdout.includes(forward)).toBe(layoutOf(mesh.layout).isBuilt);
    expect(stdout).toContain('table inet meshinit\n');
  });
}

testUfw('a host without ufw is left alone', async () => {
  const { status, stdout } = await execute('sh', [
    '-euc',
    `PATH=/nonexistent\n${ufw}\npass_ufw 'allow 1/udp'\necho passed`,
  ]);
  expect(`${status} ${stdout}`).toBe('0 passed\n');
});
