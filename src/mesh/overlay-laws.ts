import type { Law } from '../diagnostics/diagnostic.ts';

/** Managers, of which two stay or one. */
const swarmOf = (...hosts: readonly number[]): string =>
  `meshinit: 1\ndefaults: { os: debian-13 }\nnetwork: none\noverlay: { engine: swarm, managers: [${hosts.map((host) => `host${host}`).join(', ')}] }\nhosts:\n${hosts.map((host) => `  host${host}: { address: 10.0.0.1${host} }\n`).join('')}`;

export const quorumLost = {
  code: 'MI0530',
  severity: 'error',
  title:
    'More than half of the hosts that hold an overlay’s state must stay, one must go on to hold it, and those that hold it then must outnumber those that leave.',
  explanation:
    'The others of them agree on who takes the place of one that leaves; without a majority nobody can join, leave or be promoted, and by one that stays the new ones come to hold it. A host that has left the manifest lets go of nothing: it counts until it is down. Replace them in several steps, and bring the hosts to each before you compile the next. If the overlay is to begin anew, remove the line `overlay` from the lock file.',
  wrong: swarmOf(1, 4, 5),
  right: swarmOf(1, 2, 4),
} as const satisfies Law;
