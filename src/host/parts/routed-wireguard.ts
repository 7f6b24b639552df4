// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a shell fills these in, not JavaScript.
import { cidrText } from '../../addresses/cidr.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import type { HostPlan } from '../host-plan.ts';
import { withPlaces } from '../shell.ts';
import { WIREGUARD_NAMES } from './wireguard-rules.ts';

/** Whether WireGuard itself carries the host's routes. */
export const carriesRoutes = ({ wireguard, networks: [{ mesh, layout }] }: HostPlan): boolean =>
  wireguard !== undefined && layout.isBuilt && isPlain(mesh.tunnel.kind);

/** Places of the script that builds the devices, and what stands there where they carry routes. */
const PLACES = [
  // A list has a column more: what else is behind the peer.
  [
    "awk 'old { was[$2] = $0; at[$2] = $1; next }",
    'awk \'function behind() { return NF < 6 ? $1 : $1 "," $6 }\n    old { was[$2] = $0; at[$2] = behind(); next }',
  ],
  ['if (at[$2] != $1) line = line " allowed-ips " $1', 'if (at[$2] != behind()) line = line " allowed-ips " behind()'],
  // Containers of IPv4 are behind addresses of IPv6, too.
  ['[ "$WG_BITS" = 128 ] || echo 2', 'echo 2'],
  ['ip "$WG_FAMILY" route show dev "$newer"', 'ip "$WG_FAMILY" route show root "$WG_RANGE" dev "$newer"'],
  [
    'elif [ "${1-}" = --follow ]; then',
    `elif [ "\${1-}" = --routes ]; then
  differences | ip -batch -
  exit 0
elif [ "\${1-}" = --follow ]; then`,
  ],
  // The networks' routes go by the device that leads to the peer. Before the mesh stands they have no source.
  [
    '[ "${1-}" = --follow ] || remove_others',
    `if [ "\${1-}" != --follow ]; then
  remove_others
elif systemctl is-active --quiet meshinit-mesh.service; then
  for network in '' \${FURTHER-}; do NETWORK=$network "$0" --routes; done
fi`,
  ],
] as const;

export const carryingScript = (text: string): string => withPlaces(text, PLACES);

export const carryingCheck = (text: string): string =>
  withPlaces(text, [['while read -r address _ _ _ name; do', 'while read -r address _ _ _ name _; do']]);

/** A chain of an nftables table: what routes carry leaves by WireGuard, whatever routes there are. '' where it carries none. */
export function carriedChain(plan: HostPlan): string {
  if (!carriesRoutes(plan)) return '';
  const rules = plan.networks.flatMap(({ mesh: { names, subnet, subnet6 } }) => {
    const elsewhere = `oifname != { "lo", "${names.bridge}", "${names.switch}" } oifname != "${WIREGUARD_NAMES}"`;
    return [
      `${elsewhere} ip daddr ${cidrText(subnet)} drop`,
      ...(subnet6 ? [`${elsewhere} ip6 daddr ${subnet6.text} drop`] : []),
    ];
  });
  return `  chain carried {
    type filter hook postrouting priority filter
${rules.map((rule) => `    ${rule}\n`).join('')}  }
`;
}
