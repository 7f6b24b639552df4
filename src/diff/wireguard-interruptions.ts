import type { HostFile } from './file-changes.ts';

/** A device's peers by their names: each one's WireGuard address and public key. */
type Peers = ReadonlyMap<string, string>;

const UNTIL_PATCHED = 'traffic to a peer stops until the peer is patched, too';

/** Seconds that hosts are apart while all leave WireGuard or come to it in one turn: three booted machines took 21. */
const APART = 20;
const BY_APPLY = `${UNTIL_PATCHED}; with meshinit apply, which patches all hosts at once, for about ${APART} s`;

/** What becomes of a host's WireGuard, a sentence where something does: by its lists of peers, which plans and documents have alike. */
export function wireguardInterrupted(before: readonly HostFile[], after: readonly HostFile[]): string | undefined {
  const [old, young] = [devicesOf(before), devicesOf(after)];
  if (old.size === 0 && young.size === 0) return undefined;
  if (old.size === 0) return `every tunnel moves into WireGuard: ${BY_APPLY}`;
  if (young.size === 0) return `every tunnel moves out of WireGuard: ${BY_APPLY}`;
  const stay = [...young.keys()].filter((name) => old.has(name));
  if (!stay.some((name) => isSame(old.get(name), young.get(name)))) {
    return `WireGuard's keys or addresses change at once: ${UNTIL_PATCHED}; meshinit apply patches all hosts at once`;
  }
  if (old.size === young.size) return undefined;
  if (young.size > old.size) return 'new WireGuard keys come beside the former ones: no packet is lost';
  const [former] = namesOf(before);
  return stay.includes(former ?? '')
    ? `the newer WireGuard keys go: ${UNTIL_PATCHED}`
    : 'the former WireGuard keys go: no packet is lost once all hosts have had both for 30 s';
}

/** The devices' names, the newest last: `WG_DEVICES='mi-wg0:51820 mi-wg1:51821'`. */
const namesOf = (files: readonly HostFile[]): string[] =>
  (
    /^WG_DEVICES=(.*)$/m.exec(files.find(({ path }) => path === '/etc/meshinit/host.conf')?.content ?? '')?.[1] ?? ''
  ).match(/mi-wg\d/g) ?? [];

/** The peers that stay have what they had; a device without such a peer interrupts nothing either. */
const isSame = (old: Peers | undefined, young: Peers | undefined): boolean =>
  [...(young ?? [])].every(([peer, said]) => (old?.get(peer) ?? said) === said);

/** A line of a list is address, public key, endpoint, keep-alive and name. */
const devicesOf = (files: readonly HostFile[]): ReadonlyMap<string, Peers> =>
  new Map(
    files.flatMap(({ path, content }): [string, Peers][] => {
      const [, device] = /^\/etc\/meshinit\/(mi-wg\d)\.peers$/.exec(path) ?? [];
      if (device === undefined) return [];
      const lines = content.split('\n').filter((line) => line !== '');
      const entries = lines.map((line): [string, string] => {
        const [address = '', key = '', , , name = ''] = line.split(' ');
        return [name, `${address} ${key}`];
      });
      return [[device, new Map(entries)]];
    }),
  );
