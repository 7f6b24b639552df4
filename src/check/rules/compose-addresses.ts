import { parseAddress } from '../../addresses/address.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

const web = (address: string): string =>
  `{ services: { web: { image: 'nginx:1.27', networks: { mesh: { ipv4_address: ${address} } } } } }`;

export const composeAddresses = {
  law: {
    code: 'MI0454',
    severity: 'error',
    title: 'An `ipv4_address` of Compose must be an IPv4 address.',
    explanation:
      'In a network of the cluster it must be in the upper half of its host’s slice, too, like that of a declared container: Docker gives the lower half to others.',
    wrong: composed(web('172.17.1')),
    right: composed(web('172.17.1.200')),
  },
  check({ manifest, report }) {
    for (const { services } of manifest.compose) {
      for (const { name, memberships } of services) {
        for (const { pin, network } of memberships) {
          if (!pin || !network) continue;
          const address = parseAddress(pin.text);
          const fault = 'fault' in address ? address.fault : address.family === 6 ? 'is IPv6' : undefined;
          if (fault) report({ path: pin.path, message: `the address ${quoted(pin.text)} of service ${name} ${fault}` });
        }
      }
    }
  },
} as const satisfies Rule;
