import { describe, expect, test } from 'vitest';
import { buildHost } from '../../src/host/build.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Cluster } from '../../src/mesh/mesh.ts';
import { execute } from '../support/execute.ts';
import { planned } from '../support/hosts.ts';

const SECOND = { protocol: 'udp', port: 51820 } as const;

/** The files of a host whose plan has one opening more, as text. */
function filesOf(os: string, rest = ''): Map<string, string> {
  const text = `meshinit: 1\ndefaults: { os: ${os} }\nhosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\nnetwork: { tunnel: gre }\n${rest}`;
  const { cluster, mesh } = planned(text);
  const opened: Cluster = { ...cluster, networks: [{ ...mesh, openings: [...mesh.openings, SECOND] }] };
  const { input } = parseManifest(text);
  const [node] = cluster.nodes;
  if (!input || !node) throw new Error('there is no host');
  return new Map(buildHost(readManifest(input), opened, node).files.map(({ path, content }) => [path, content]));
}

describe('what a further layer of the tunnels needs opened is open to the peers alone', () => {
  test('in nftables, before and after what the first needs', () => {
    expect(filesOf('debian-12').get('/etc/meshinit/firewall.nft')).toContain(
      [
        'meta l4proto gre ip saddr @peers accept',
        'meta l4proto gre drop',
        'udp dport 51820 ip saddr @peers accept',
        'udp dport 51820 drop',
      ]
        .map((rule) => `    ${rule}\n`)
        .join(''),
    );
  });

  test('in firewalld’s policies', () => {
    const policy = filesOf('rocky-9').get('/etc/firewalld/policies/meshinit-tunnels.xml') ?? '';
    expect(policy.match(/<(protocol value|port port)="\w+"[^>]*>\s*<(accept|drop)\/>/g)).toHaveLength(4);
  });

  test('in firewalld’s rich rules', () => {
    const setup = filesOf('centos-7').get('/usr/local/sbin/meshinit-setup') ?? '';
    expect(setup).toContain('source ipset="meshinit-peers" port port="51820" protocol="udp" accept');
    expect(setup).toContain('source ipset="meshinit-peers" protocol value="gre" accept');
  });

  test('in iptables, as rules of their own', async () => {
    const settings = filesOf('ubuntu-18.04').get('/etc/meshinit/host.conf') ?? '';
    const { stdout } = await execute('sh', ['-s'], {
      input: `${settings}\necho "-A MESHINIT $TUNNEL_MATCH -j MESHINIT-PEERS"\n`,
    });
    expect(stdout).toBe('-A MESHINIT -p gre -j MESHINIT-PEERS\n-A MESHINIT -p udp --dport 51820 -j MESHINIT-PEERS\n');
  });
});
