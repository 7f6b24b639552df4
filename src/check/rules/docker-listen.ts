import { type Address, ipv4Text } from '../../addresses/address.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { underlaysOf } from '../../manifest/underlays.ts';
import { twoHosts } from '../example.ts';
import { parseListen } from '../listen.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const dockerListen = {
  law: {
    code: 'MI0309',
    severity: 'error',
    title: 'docker.listen must be `mesh`, or an address that every host has, with a port.',
    explanation:
      '`mesh` is the mesh address of each host. `HOST:PORT` is the same on every host, so HOST is 0.0.0.0, 127.0.0.1, [::] or [::1], not the address of one of them. PORT is from 1 to 65535.',
    wrong: twoHosts('docker: { listen: "tcp://0.0.0.0:2375", insecure: true }\n'),
    right: twoHosts('docker: { listen: mesh, insecure: true }\n'),
  },
  check({ manifest, report }) {
    const text = manifest.input.docker?.listen;
    if (text === undefined || text === 'mesh') return;
    const path = ['docker', 'listen'];
    const listen = parseListen(text);
    if ('fault' in listen) {
      report({
        path,
        message: `docker.listen ${quoted(text)} ${listen.fault}; legal: mesh, or HOST:PORT`,
        hint: suggestion(text),
      });
      return;
    }
    const range = specialRangeOf(listen.host);
    if (range?.name === 'multicast' || range?.cidr === '240.0.0.0/4') {
      report({
        path,
        message: `docker.listen ${quoted(text)}: ${listen.host.text} is ${range.name}; no host can have it`,
      });
      return;
    }
    const owner = manifest.hosts.length > 1 ? ownerOf(listen.host, manifest) : undefined;
    if (!owner) return;
    report({
      path,
      message: `docker.listen ${quoted(text)} is ${owner.name}'s address: Docker on the other hosts could not listen on it`,
      hint: `Use mesh for the mesh address of each host, or ${listen.host.family === 4 ? '0.0.0.0' : '[::]'}:${listen.port} for all its addresses.`,
      related: [{ path: owner.path, message: `the address of ${owner.name}` }],
    });
  },
} as const satisfies Rule;

/** The host that an address belongs to, on the underlay or on the mesh. */
function ownerOf(
  address: Address,
  { hosts, networks: [{ members }] }: Manifest,
): { name: string; path: ManifestPath } | undefined {
  for (const host of hosts) {
    const name = `hosts.${host.name}`;
    const underlay = underlaysOf(host).find((own) => own.address.text === address.text);
    if (underlay) return { name, path: underlay.path };
  }
  const pinned = members.find(({ bridge }) => bridge !== undefined && ipv4Text(bridge) === address.text);
  return pinned && { name: `hosts.${pinned.host.name}`, path: [...pinned.path, 'bridge'] };
}

/** What was most likely meant. */
function suggestion(text: string): string {
  const bare = text.trim().replace(/^[a-z]+:\/\//, '');
  if (nearest(bare, ['mesh'])) return "Did you mean 'mesh'?";
  const meant = [
    bare,
    bare.replace(/^(localhost)?:/, '127.0.0.1:'),
    bare.replace(/^\[([\d.]+)\]/, '$1'),
    bare.replace(/^\[?([^[\]]*)\]?:(\d{4,5})$/, '[$1]:$2'),
    `${bare}:2375`,
    `[${bare}]:2375`,
  ].find((candidate) => !('fault' in parseListen(candidate)));
  return meant === undefined ? 'Example: 127.0.0.1:2375.' : `Did you mean ${meant}?`;
}
