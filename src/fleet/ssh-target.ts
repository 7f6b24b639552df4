import { isHidden } from '../addresses/host-address.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { SshInput } from '../manifest/schema.ts';

/** Seconds until a host that says nothing counts as unreachable. */
const CONNECT_WITHIN = 10;

/**
 * What OpenSSH's client is called with for a command of ours on a host. Keys, agents and jump hosts are the
 * configuration's business; what could wait for a person, or clash between hosts that are asked at once, is off.
 */
export function sshWords(host: Host, { input }: Manifest, command: string): string[] {
  const given: SshInput = { ...input.defaults?.ssh, ...host.input.ssh };
  return [
    '-T',
    ...['BatchMode=yes', `ConnectTimeout=${CONNECT_WITHIN}`, 'ServerAliveInterval=10', 'ServerAliveCountMax=3'].flatMap(
      (option) => ['-o', option],
    ),
    // Of the user's configuration: a forwarded port can be bound once, and a command of its own takes ours's place.
    ...['ClearAllForwardings=yes', 'RemoteCommand=none'].flatMap((option) => ['-o', option]),
    ...(given.user === undefined ? [] : ['-l', given.user]),
    ...(given.port === undefined ? [] : ['-p', String(given.port)]),
    ...(given.jump === undefined ? [] : ['-J', given.jump]),
    '--',
    given.host ?? (host.address && isHidden(host.address) ? host.name : host.input.address),
    command,
  ];
}

/** What runs a script from standard input as root, whichever shell the login has. A password can't be asked for. */
export const asRoot = (...words: readonly string[]): string => {
  const shell = ['sh', '-s', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
  return `sh -c 'if [ "$(id -u)" -eq 0 ]; then exec ${shell}; else exec sudo -n ${shell}; fi'`;
};
