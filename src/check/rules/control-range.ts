import { ipv4Text, parseAddress } from '../../addresses/address.ts';
import { type Cidr, cidrText, overlaps } from '../../addresses/cidr.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import { CONTROL_PATH } from '../../manifest/control.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { CheckContext, ManifestRule } from '../rule.ts';

const PATH = [...CONTROL_PATH, 'range'];
const of = (range: string): string =>
  twoHosts(`network: { control: { evpn: { reflectors: [host1], range: ${range} } } }\n`);

export const controlRange = {
  law: {
    code: 'MI0440',
    severity: 'error',
    title: 'network.control.evpn.range must be private addresses of hosts, whose tunnels are not encrypted.',
    explanation:
      'Whoever has an address of the range is let into the mesh: that may be a private network that is yours alone, never the internet, nor the containers themselves. With `encryption` it would let nobody in: a new host’s key comes to the others by a patch.',
    wrong: of('0.0.0.0/0'),
    right: of('10.0.0.0/24'),
  },
  check(context) {
    const { manifest, isBroken, report } = context;
    const range = manifest.control?.range;
    if (!range || isBroken(PATH)) return;
    if (manifest.encryption) {
      report({
        path: PATH,
        message: 'network.control.evpn.range lets in nobody whose key the others do not have, and encryption is on',
        hint: 'Remove range.',
        related: [{ path: ['encryption'], message: 'encryption' }],
      });
      return;
    }
    if (!isPrivate(range)) {
      report({
        path: PATH,
        message: `network.control.evpn.range ${cidrText(range)} has public or special addresses: anyone there would be in the mesh`,
        hint: 'Use the private network that your hosts are in, such as 10.0.0.0/24.',
      });
      return;
    }
    reportOverlap(range, context);
  },
} as const satisfies ManifestRule;

/** Both ends are in one private block, and so is what is between them. */
function isPrivate({ first, last }: Cidr): boolean {
  const [one, other] = [first, last].map((end) => {
    const address = parseAddress(ipv4Text(end));
    return 'fault' in address ? undefined : specialRangeOf(address);
  });
  return one?.use === 'private' && one === other;
}

function reportOverlap(range: Cidr, { manifest, report }: CheckContext): void {
  for (const network of manifest.networks) {
    if (!network.subnet || !overlaps(range, network.subnet)) continue;
    report({
      path: PATH,
      message: `network.control.evpn.range ${cidrText(range)} overlaps ${networkKey(network, 'subnet')} ${cidrText(network.subnet)}: containers would be let in as hosts`,
      hint: 'Name the hosts’ addresses alone.',
      related:
        network.input.subnet === undefined ? [] : [{ path: networkPath(network, 'subnet'), message: 'containers' }],
    });
  }
}
