import { ipv4Text } from '../../addresses/address.ts';
import { cidrText } from '../../addresses/cidr.ts';
import { type Opening, type OpeningWords, openingIn } from '../../tunnels/opening.ts';
import type { HostPlan } from '../host-plan.ts';
import { openingsOf } from '../openings-of.ts';
import type { Part } from '../part.ts';
import script from '../scripts/ufw.sh';
import { shellWord } from '../shell.ts';
import { apiAddress } from './docker-options.ts';
import { DIRECTORY_PORT } from './name-servers.ts';

const WORDS: OpeningWords = {
  udp: (port) => `allow proto udp to any port ${port}`,
  tcp: (port) => `allow proto tcp to any port ${port}`,
  gre: 'allow proto gre to any',
  esp: 'allow proto esp to any',
};

/**
 * Where ufw is active, what our table accepts still has to pass ufw's own chains: one rule for the tunnel, whose
 * strangers our table drops, and one for what containers send. ufw keeps them over a reload and over being turned on.
 */
export function ufwPart(plan: HostPlan): Part {
  const { networks, manifest } = plan;
  const open = networks.filter(({ mesh, layout }) => layout.isBuilt && !mesh.internal);
  const subnets = open.map(({ mesh }) => cidrText(mesh.subnet));
  const subnets6 = open.flatMap(({ mesh }) => mesh.subnet6?.text ?? []);
  const apiPort = manifest.input.docker?.listen === 'mesh' && apiAddress(plan)?.split(':').at(-1);
  const wireguard = plan.wireguard?.devices.map(({ port }): Opening => ({ protocol: 'udp', port })) ?? [];
  const rules = [
    ...[...openingsOf(plan).map(({ opening }) => opening), ...wireguard].map((opening) => openingIn(WORDS, opening)),
    ...[...subnets, ...subnets6].map((subnet) => `route allow from ${subnet}`),
    ...namesRules(plan),
    ...(apiPort ? [`allow proto tcp from ${subnets[0]} to any port ${apiPort}`] : []),
  ];
  return {
    functions: [script],
    steps: [{ phase: 'firewall', does: 'let the mesh pass ufw', run: `pass_ufw ${rules.map(shellWord).join(' ')}` }],
  };
}

/** What asks for names may be in any network of Docker's; the directory hears hosts alone. */
const namesRules = (plan: HostPlan): string[] =>
  plan.manifest.names
    ? [
        ...plan.networks.map(({ member }) => `allow from any to ${ipv4Text(member.bridge)} port 53`),
        `allow proto tcp from ${cidrText(plan.networks[0].mesh.subnet)} to any port ${DIRECTORY_PORT}`,
      ]
    : [];
