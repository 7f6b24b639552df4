import type { Lab } from './lab.ts';

/** What a host's running boot was like. */
export interface BootReport {
  /** Units that failed. */
  readonly failed: readonly string[];
  /** Lines of the journal about jobs that systemd dropped. */
  readonly cycles: readonly string[];
  /** `systemctl is-system-running`. */
  readonly state: string;
  /** When meshinit-mesh.service had ended for the first time, in microseconds of uptime. */
  readonly meshStood: number;
  /** When docker.service, or anything of Docker's daemon, was first seen, in microseconds of uptime. */
  readonly dockerStarted: number;
  /** Whether systemd itself orders Docker behind the mesh: on a slow machine it may come later by chance. */
  readonly isOrdered: boolean;
  /** How often systemd had to start Docker again. */
  readonly restarts: number;
  /** IPv4 addresses of the mesh's Docker bridge. */
  readonly addresses: readonly string[];
}

// The message ids are systemd's (sd-messages.h): a unit's start begins, a unit has started.
const REPORT = `time_of() { grep -o '"__MONOTONIC_TIMESTAMP" *: *"[0-9]*"' | tr -dc '0-9\\n' | sort -n | head -n 1; }
  journal() { journalctl -b --no-pager -q -o json "$@"; }
  echo "state $(timeout 300 systemctl is-system-running --wait)"
  systemctl --failed --no-legend --plain --no-pager | sed 's/^/failed /'
  journalctl -b --no-pager -q -o cat | grep -E 'ordering cycle|deleted to break' | sed 's/^/cycles /'
  echo "meshStood $(journal MESSAGE_ID=39f53479d3a045ac8e11786248231fbf UNIT=meshinit-mesh.service | time_of)"
  echo "dockerStarted $({
    journal MESSAGE_ID=7d4958e842da4a758f6c1cdc7b36dcc5 UNIT=docker.service
    journal _COMM=dockerd
  } | time_of)"
  echo "after $(systemctl show -P After docker.service)"
  echo "restarts $(systemctl show -P NRestarts docker.service)"
  ip -o -4 addr show dev "$1" | awk '{ print "addresses", $4 }'`;

/** @param bridge the mesh's Docker bridge */
export async function bootReport(lab: Lab, host: string, bridge: string): Promise<BootReport> {
  const lines = (await lab.on(host, REPORT, bridge)).split('\n');
  const all = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const number = (word: string): number => {
    const [text = ''] = all(word);
    if (!/^\d+$/.test(text)) throw new Error(`${host} says nothing of ${word}:\n${lines.join('\n')}`);
    return Number(text);
  };
  return {
    failed: all('failed'),
    cycles: all('cycles'),
    state: all('state')[0] ?? '',
    meshStood: number('meshStood'),
    dockerStarted: number('dockerStarted'),
    isOrdered: all('after').join(' ').split(' ').includes('meshinit-mesh.service'),
    restarts: number('restarts'),
    addresses: all('addresses'),
  };
}
