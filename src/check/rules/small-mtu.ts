import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { headerLayers } from '../../mesh/header-layers.ts';
import { meshMtu, mtuArithmetic } from '../../mesh/mtu.ts';
import { example } from '../example.ts';
import type { CheckContext, Rule } from '../rule.ts';

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
  check(context) {
    const { manifest, report } = context;
    const wanted = manifest.input.network?.mtu;
    if (manifest.hosts.length === 0 || isUnknown(context)) return;
    const family = manifest.hosts[0]?.address?.family ?? 4;
    const mtu = meshMtu(manifest.hosts, headerLayers({ ...manifest.tunnel, family }), wanted);
    // Wrong in itself: rules and the planner say so.
    const isError = mtu.value > mtu.computed || (family === 6 && mtu.underlay < LEAST);
    if (mtu.value >= LEAST || isError) return;
    const headers = mtu.underlay - mtu.computed;
    const isAsked = wanted !== undefined && mtu.computed >= LEAST;
    report({
      path: isAsked ? ['network', 'mtu'] : narrowestAt(context, mtu.narrowest),
      message: isAsked
        ? `network.mtu ${mtu.value} is less than the ${LEAST} bytes that IPv6 needs; the tunnels carry ${mtu.computed}`
        : `the mesh carries ${mtu.value} bytes (${mtuArithmetic(mtu)}, by hosts.${mtu.narrowest}); IPv6 needs ${LEAST}`,
      hint: isAsked
        ? `Leave network.mtu out, or say why: allow: { MI0659: why }.`
        : `Use an underlay of at least ${LEAST + headers} bytes and say so with mtu, or say why this is fine: allow: { MI0659: why }.`,
    });
  },
} as const satisfies Rule;

/** Whether a value that the MTU depends on was wrong in itself. */
function isUnknown({ manifest, isBroken }: CheckContext): boolean {
  const paths: ManifestPath[] = [
    ['network', 'mtu'],
    ['network', 'tunnel'],
    ['defaults', 'mtu'],
    ['defaults', 'provider'],
  ];
  return (
    paths.some((path) => isBroken(path)) ||
    manifest.hosts.some(({ name }) => isBroken(['hosts', name, 'mtu']) || isBroken(['hosts', name, 'provider']))
  );
}

/** Where the narrowest host's MTU comes from. */
function narrowestAt({ manifest }: CheckContext, name: string): ManifestPath {
  const input = manifest.hosts.find((host) => host.name === name)?.input;
  if (input?.mtu !== undefined || manifest.input.defaults?.mtu === undefined) return ['hosts', name, 'mtu'];
  return ['defaults', 'mtu'];
}
