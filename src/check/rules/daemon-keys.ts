import { dockerSources } from '../../os/os.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';

/** Keys of daemon.json that meshinit sets, or that clash with one that it sets, and what to use in their place. */
const owned: Readonly<Record<string, string>> = {
  bridge: 'The bridge is always docker0; its address is hosts.*.bridge.',
  bip: 'Use hosts.*.bridge for the address, hosts.*.slice for the range and network.layout for the form.',
  bip6: 'Leave it out: the containers’ network is IPv4, and Docker refuses it beside bridge.',
  'fixed-cidr': 'Use hosts.*.slice to pin a host’s range, or network.slice for the size of all.',
  'fixed-cidr-v6': 'Leave it out: one range for all hosts would give two containers one address.',
  mtu: 'Use network.mtu.',
  'ip-masq': 'Use network.masquerade.',
  iptables: 'Use firewall for the mesh’s rules and network.masquerade for NAT.',
  'ip-forward': 'Leave it out: a host of the mesh always forwards.',
  hosts: 'Use docker.listen.',
  tls: 'Use docker.tls.',
  tlsverify: 'Use docker.tls.',
  tlscacert: 'Use docker.tls.ca.',
  tlscert: 'Use docker.tls.cert.',
  tlskey: 'Use docker.tls.key.',
};

export const daemonKeys = {
  law: {
    code: 'MI0607',
    severity: 'error',
    title: 'docker.daemon must not set what meshinit or the packaged service sets.',
    explanation:
      'A key that is set twice keeps Docker from starting, or cuts its bridge off from the mesh. Use the manifest’s own fields for what meshinit sets.',
    wrong: twoHosts('docker: { daemon: { mtu: 1400 } }\n'),
    right: twoHosts('network: { mtu: 1400 }\n'),
  },
  check({ manifest, report }) {
    const keys = Object.keys(manifest.input.docker?.daemon ?? {});
    if (keys.length === 0) return;
    for (const key of keys.filter((name) => Object.hasOwn(owned, name))) {
      report({
        path: ['docker', 'daemon', key],
        at: 'key',
        message: `docker.daemon.${key} is set by meshinit`,
        hint: owned[key] ?? '',
      });
    }
    for (const { shared: os, hosts } of hostsByOs(manifest)) {
      const taken = os.docker.from[manifest.input.docker?.from ?? dockerSources(os)[0] ?? 'none']?.takenKeys ?? [];
      for (const key of keys.filter((name) => taken.includes(name) && !Object.hasOwn(owned, name))) {
        report({
          path: ['docker', 'daemon', key],
          at: 'key',
          message: `docker.daemon.${key} is set by Docker’s own service on ${os.id}: given twice, Docker would not start`,
          hint: 'Remove it.',
          related: [{ path: osPath(hosts[0]), message: os.title }],
        });
      }
    }
  },
} as const satisfies Rule;
