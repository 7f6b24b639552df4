import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import { NUMBERED } from '../manifest/network.ts';
import type { LockTree } from './lock-tree.ts';
import { numberedPlace } from './places.ts';

const NUMBER = /^[1-9]\d{0,7}$/;

/** A lock of a cluster without a network, with what follows from the numbers of its hosts written out. */
export function withNumberedPlaces(tree: LockTree): LockTree {
  const network = part(tree, 'network');
  const hosts = part(tree, 'hosts');
  if (typeof tree === 'string' || network?.get('layout') !== 'none' || network.size > 1) return tree;
  return new Map([
    ...tree,
    ['network', new Map([...Object.entries(NUMBERED), ...network])],
    ...(hosts ? [['hosts', new Map([...hosts].map(([name, host]) => [name, placed(host)]))] as const] : []),
  ]);
}

const part = (tree: LockTree, key: string): Exclude<LockTree, string> | undefined => {
  const found = typeof tree === 'string' ? undefined : tree.get(key);
  return typeof found === 'string' ? undefined : found;
};

function placed(host: LockTree): LockTree {
  const number = typeof host === 'string' ? undefined : host.get('number');
  if (typeof host === 'string' || typeof number !== 'string' || !NUMBER.test(number)) return host;
  const { slice, bridge } = numberedPlace({ number: Number(number) });
  return new Map<string, LockTree>([['slice', cidrText(slice)], ['bridge', ipv4Text(bridge)], ...host]);
}
