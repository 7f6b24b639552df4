/** What to look at where `meshinit-check` says FAIL, or the status `failed`, by its words: docs/troubleshooting.md has it at length. */
const ADVICE: readonly (readonly [what: RegExp, look: string])[] = [
  [/ answers \d+ bytes unfragmented /, 'the tunnel’s port or protocol, and the MTU between the two hosts'],
  [/^(switch|bridge|tunnel) |^vxlan-mesh /, 'journalctl -b -u meshinit-mesh'],
  [/ has an address /, 'getent hosts, journalctl -b -u meshinit-names'],
  [/^Docker /, 'journalctl -b -u docker'],
  [/^container |^failed: containers:/, 'docker ps -a, docker logs, journalctl -b -u meshinit-containers'],
  [/^the name |^every host tells its names$/, 'journalctl -b -u meshinit-resolver -u meshinit-directory'],
  [/^packets are forwarded/, 'what sets net.ipv4.ip_forward to 0 in /etc/sysctl.d'],
  [/ is masqueraded$/, 'the firewall’s rules: journalctl -b -u meshinit-firewall'],
];

export const adviceFor = (what: string): string => ADVICE.find(([pattern]) => pattern.test(what))?.[1] ?? '';
