import type { OverlayNetwork } from '../../manifest/overlay.ts';
import { storeOf } from '../overlay-examples.ts';
import type { CheckContext, Rule } from '../rule.ts';

export const overlayStore = {
  law: {
    code: 'MI0447',
    severity: 'error',
    title: 'Networks of a key-value store must not ask for what Swarm alone has.',
    explanation:
      'Docker encrypts an overlay network by keys that Swarm hands out, and closes one to containers that are no services. Before Docker 25 its VXLAN knows IPv4 between hosts alone.',
    wrong: storeOf(', networks: { web: { encrypted: true } }'),
    right: storeOf(', networks: { web: }', 'network: none\nencryption: wireguard\n'),
  },
  check(context) {
    const { overlay } = context.manifest;
    if (overlay?.facts.engine !== 'store') return;
    for (const network of overlay.networks) reportNetwork(network, context);
    reportFamily(context);
  },
} as const satisfies Rule;

function reportNetwork({ path, encrypted, attachable }: OverlayNetwork, { report }: CheckContext): void {
  const related = [{ path: ['overlay', 'engine'], message: 'engine: store' }];
  if (encrypted) {
    report({
      path: [...path, 'encrypted'],
      message: `${path.join('.')}.encrypted is true, and Docker has keys for that from Swarm alone`,
      hint: 'Remove encrypted, and set encryption: wireguard: all that goes between hosts is then encrypted.',
      related,
    });
  }
  if (!attachable) {
    report({
      path: [...path, 'attachable'],
      message: `${path.join('.')}.attachable is false, but every container may use a network of a key-value store`,
      hint: 'Remove attachable.',
      related,
    });
  }
}

/** By the addresses that Docker tells its peers. */
function reportFamily({ manifest: { networks, encryption, hosts }, isBroken, report }: CheckContext): void {
  const [main] = networks;
  const [first] = hosts;
  const isIpv6 = main.tunnel.family === 6;
  if (!isIpv6 || !first || isBroken(['hosts', first.name, 'address']) || isBroken(['encryption', 'range'])) return;
  report({
    path: encryption ? ['encryption'] : ['hosts', first.name, 'address'],
    message: `the hosts’ ${encryption ? 'WireGuard addresses are' : 'addresses are'} IPv6, and Docker’s overlay before Docker 25 knows only IPv4`,
    hint: encryption
      ? 'Remove range: WireGuard addresses are of IPv4 by default.'
      : 'Set encryption: wireguard: the overlay then runs between its IPv4 addresses.',
    related: [{ path: ['overlay', 'engine'], message: 'engine: store' }],
  });
}
