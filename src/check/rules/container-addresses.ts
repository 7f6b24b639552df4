import { parseAddress } from '../../addresses/address.ts';
import type { AddressPin, Container, ContainerMembership } from '../../manifest/containers.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

export const containerAddresses = {
  law: {
    code: 'MI0431',
    severity: 'error',
    title: "A container's address must be IPv4, one for each of its hosts.",
    explanation:
      'On several hosts `address` is a map by host, and hosts that it does not name are planned. `address` is of the main network; one of a further network stands under `networks`.',
    wrong: twoHosts(
      "network: { docker: mesh }\ncontainers: { web: { image: 'nginx:1.27', hosts: [host1, host2], address: 172.17.1.200 } }\n",
    ),
    right: twoHosts(
      "network: { docker: mesh }\ncontainers: { web: { image: 'nginx:1.27', hosts: [host1, host2], address: { host1: 172.17.1.200 } } }\n",
    ),
  },
  check({ manifest, report }) {
    const [main] = manifest.networks;
    for (const container of manifest.containers) {
      const { name, path, input, networks } = container;
      if (input.address !== undefined && networks.every(({ network }) => network !== main)) {
        report({
          path: [...path, 'address'],
          message: `${name} has an address on the main network, but is not in it; its networks: ${fewOf(networks.map((one) => one.name))}`,
          hint: 'Write it under networks, at the network that it is of.',
        });
      }
      for (const membership of networks) {
        for (const pin of membership.pins) {
          const fault = faultOf(container, membership, pin);
          if (fault) report({ path: pin.path, ...fault });
        }
      }
    }
  },
} as const satisfies Rule;

function faultOf(
  { name, hosts }: Container,
  { name: network, pins }: ContainerMembership,
  pin: AddressPin,
): { readonly message: string; readonly hint?: string } | undefined {
  const { host, text } = pin;
  if (host !== undefined && !hosts.includes(host)) {
    return { message: `${name} has an address on ${quoted(host)}, but runs on ${fewOf(hosts, 5)}` };
  }
  if (host === undefined && hosts.length > 1) {
    return {
      message: `${name} runs on ${hosts.length} hosts, and ${quoted(text)} is one address`,
      hint: `Write a map by host: address: { ${hosts[0]}: ${text} }`,
    };
  }
  if (pins.some((other) => other !== pin && (other.host ?? host) === (host ?? other.host))) {
    return { message: `${name} is given two addresses in ${network}` };
  }
  const address = parseAddress(text);
  if ('fault' in address) return { message: `the address ${quoted(text)} of ${name} ${address.fault}` };
  return address.family === 6 ? { message: `the address ${text} of ${name} is IPv6; the network is IPv4` } : undefined;
}
