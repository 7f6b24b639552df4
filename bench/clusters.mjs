/** Manifests that are measured: hosts in 172.16.0.0/12, whose containers have 10.0.0.0/8. */
const address = (index) =>
  `172.${16 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`;

export function manifest({ hosts, topology = 'full', provider = 'aws', layout }) {
  const lines = Array.from({ length: hosts }, (_, index) => `  host${index + 1}: { address: ${address(index)} }\n`);
  const network = `network: { subnet: 10.0.0.0/8, slice: /24, topology: ${topology}${layout ? `, layout: ${layout}` : ''} }\n`;
  return `meshinit: 1\nname: bench\ndefaults: { os: debian-12, provider: ${provider} }\n${network}hosts:\n${lines.join('')}`;
}

export const SURVIVE_TWO = '{ survive: 2 }';

/** Every cluster: full meshes as far as one broadcast domain makes any sense, and the sparsest that survives two. */
export const clusters = [
  { hosts: 3 },
  { hosts: 100 },
  { hosts: 1000 },
  { hosts: 100, topology: SURVIVE_TWO },
  { hosts: 1000, topology: SURVIVE_TWO },
  { hosts: 10_000, topology: SURVIVE_TWO },
];
