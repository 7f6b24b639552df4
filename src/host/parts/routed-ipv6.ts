// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a shell fills these in, not JavaScript.
import { withPlaces } from '../shell.ts';

/** Places in scripts of layout `routed`, and what stands there where the network has IPv6: a host without it has not a byte more. */
const STATE = [
  [
    '"$SLICES"\'\n',
    `-v mesh6="\${SWITCH_ADDRESS6:+\${SWITCH_ADDRESS6%:*:*}:}" -v slice6="\${BRIDGE_ADDRESS6:+\${BRIDGE_ADDRESS6%:*:*}:}" \\
    "$SLICES"'
    function digits(byte) { return sprintf("%x:%x", byte[1] * 256 + byte[2], byte[3] * 256 + byte[4]) }\n`,
  ],
  // Both families end in the same 32 bits.
  [
    '      print "fdb", mac, $2\n',
    `      if (mesh6 != "") {
        split(to, block, "/")
        split(block[1], low, ".")
        print "route", slice6 digits(low) "/" 96 + block[2], mesh6 digits(byte)
        print "neigh", mesh6 digits(byte), mac
      }
      print "fdb", mac, $2\n`,
  ],
  ['ip -4 route show dev "$TUNNEL" |', '{ ip -4 route show dev "$TUNNEL"; ip -6 route show dev "$TUNNEL"; } |'],
  [
    'ip -4 neigh show dev "$TUNNEL" nud permanent |',
    '{ ip -4 neigh show dev "$TUNNEL" nud permanent; ip -6 neigh show dev "$TUNNEL" nud permanent; } |',
  ],
  // By IPv6 the host has no other address of the network there.
  ['"onlink src", src', '"onlink" (word[2] ~ /:/ ? "" : " src " src)'],
  ['{ all += $0 in is }', '{ all += $0 in is; lines++ }'],
  ['if (all == 3) printf " %s ", $3; all = 0', 'if (all == lines) printf " %s ", $3; all = lines = 0'],
] as const;

/** What its state is, and is to be: also a route and a neighbour by IPv6 for each peer. */
export const routedStateWithIpv6 = (text: string): string => withPlaces(text, STATE);

/** The rules that let in what comes by the tunnel, for ip6tables. */
export const letInByIpv6 = (text: string): string =>
  withPlaces(text, [['if command', 'if [ -n "${SUBNET6-}" ] && command']])
    .replace(/^#.*\n/gm, '')
    .replaceAll('iptables', 'ip6tables')
    .replaceAll('let_in', 'let_in6')
    .replaceAll(/\$(BRIDGE_)?SUBNET\b/g, '$&6');
