/** Keys of daemon.json that meshinit sets, or that clash with one that it sets, and what to use in their place. */
const owned: Readonly<Record<string, string>> = {
  bridge: 'Use network.docker; the address is hosts.*.bridge.',
  bip: 'Use hosts.*.bridge for the address, hosts.*.slice for the range and network.layout for the form; with network.docker docker0 has a range that no network overlaps.',
  bip6: 'Use network.subnet6; Docker refuses it beside bridge.',
  'fixed-cidr': 'Use hosts.*.slice to pin a host’s range, or network.slice for the size of all.',
  'fixed-cidr-v6': 'Use network.subnet6: one range for all hosts would give two containers one address.',
  ipv6: 'Use network.subnet6.',
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
  'config-file': 'Leave it out: meshinit’s options are in the file that Docker reads by itself.',
};

/** Names of flags that stand for a key of another name. */
const FLAGS: Readonly<Record<string, string>> = { b: 'bridge', h: 'hosts', host: 'hosts' };

/** A name without what spellings differ in: `--Fixed_CIDR=` is `fixed-cidr`. */
const plain = (name: string): string =>
  name
    .replace(/=.*/s, '')
    // Go folds `ſ` and the Kelvin sign to letters of ASCII.
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const byPlainName: ReadonlyMap<string, string> = new Map([
  ...Object.keys(owned).map((key): [string, string] => [plain(key), key]),
  ...Object.entries(FLAGS),
]);

/**
 * The key of meshinit's that a name stands for, however it is written: as a key or a flag, with dashes or underscores,
 * in capitals. Docker does not take each of them; none is anything else.
 */
export function ownedDaemonKey(name: string): { readonly key: string; readonly hint: string } | undefined {
  const key = byPlainName.get(plain(name));
  return key === undefined ? undefined : { key, hint: owned[key] ?? '' };
}
