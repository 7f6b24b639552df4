import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { meshMtu, mtuArithmetic } from '../../mesh/mtu.ts';
import { example } from '../example.ts';
import type { NetworkContext, NetworkRule } from '../rule.ts';

/** RFC 8200, section 5. */
const LEAST = 1280;

export const smallMtu = {
  law: {
    code: 'MI0659',
    severity: 'warning',
    title: 'The MTU inside the mesh should be at least 1280.',
    explanation:
      'IPv6 does not work on links with a smaller MTU (RFC 8200), so no container can use it, and programs that consider 1280 bytes safe, such as VPNs and QUIC, fail in ways that are hard to find. If the underlay carries more, set mtu; a GRE tunnel without a key adds the least.',
    wrong: example(['host1: { address: 10.0.0.11, mtu: 1320 }', 'host2: { address: 10.0.0.12 }']),
    right: example(['host1: { address: 10.0.0.11, mtu: 1400 }', 'host2: { address: 10.0.0.12 }']),
  },
  checkNetwork(context) {
    const { network, report } = context;
    // With IPv6 for the containers it is an error, which the planner tells.
    if (network.members.length === 0 || network.subnet6 || isUnknown(context)) return;
    const mtu = meshMtu(network);
    // Wrong in itself: rules and the planner say so.
    const isError = mtu.value > mtu.computed || (network.tunnel.family === 6 && mtu.underlay < LEAST);
    if (mtu.value >= LEAST || isError) return;
    const headers = mtu.underlay - mtu.computed;
    const isAsked = network.mtu !== undefined && mtu.computed >= LEAST;
    report({
      path: isAsked ? networkPath(network, 'mtu') : narrowestAt(context, mtu.narrowest),
      message: isAsked
        ? `${networkKey(network, 'mtu')} ${mtu.value} is less than the ${LEAST} bytes that IPv6 needs; the tunnels carry ${mtu.computed}`
        : `${network.isMain ? 'the mesh' : networkKey(network)} carries ${mtu.value} bytes (${mtuArithmetic(mtu)}, by hosts.${mtu.narrowest}); IPv6 needs ${LEAST}`,
      hint: isAsked
        ? `Leave ${networkKey(network, 'mtu')} out, or say why: allow: { MI0659: why }.`
        : `Use an underlay of at least ${LEAST + headers} bytes and say so with mtu, or say why this is fine: allow: { MI0659: why }.`,
    });
  },
} as const satisfies NetworkRule;

/** Whether a value that the MTU depends on was wrong in itself. */
function isUnknown({ network, isBroken }: NetworkContext): boolean {
  const paths: ManifestPath[] = [
    networkPath(network, 'mtu'),
    networkPath(network, 'tunnel'),
    ['defaults', 'mtu'],
    ['defaults', 'provider'],
  ];
  return (
    paths.some((path) => isBroken(path)) ||
    hostsOf(network).some(({ name }) => isBroken(['hosts', name, 'mtu']) || isBroken(['hosts', name, 'provider']))
  );
}

/** Where the narrowest host's MTU comes from. */
function narrowestAt({ manifest }: NetworkContext, name: string): ManifestPath {
  const input = manifest.hosts.find((host) => host.name === name)?.input;
  if (input?.mtu !== undefined || manifest.input.defaults?.mtu === undefined) return ['hosts', name, 'mtu'];
  return ['defaults', 'mtu'];
}
