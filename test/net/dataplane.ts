import type { Membership } from '../../src/index.ts';
import type { Namespace } from './namespace.ts';

/** What differs on a machine by what switches there. Scripts are parts of larger ones, with `set -e`. */
export interface Dataplane {
  /** Before the first boot's work: what the image and its packages bring, and the underlay's address. */
  readonly start: (machine: Namespace, address: string, neighbours: string[]) => Promise<void>;
  /** Where its tunnels lead, in the order of the plan's links. */
  readonly remotes: (machine: Namespace, plan: Membership) => Promise<string[]>;
  /** Prints all of it that a script of ours could change. */
  readonly state: string;
  /** Gives the switch the MTU `$2`. */
  readonly setMtu: string;
  /** Stops it for a reboot. */
  readonly stop: string;
  /** Devices that a reboot leaves. */
  readonly keeps: readonly string[];
  /** Starts it at boot. */
  readonly restart: string;
  /** Whether it answers a packet that the underlay would not carry with the largest that it would. */
  readonly tellsMtu: boolean;
}

/** Everything of a machine's network that a script could change, as text that stays the same where nothing changed. */
export async function networkState(machine: Namespace, { state }: Dataplane): Promise<string> {
  return machine.run(`set -e${state}
    # A tap's state is UNKNOWN until something of its carrier is told; an address is tentative for a second.
    ip addr | sed -e 's/ tentative//' -e 's/ state [A-Z]*//'
    ip route
    ip -6 route
    bridge link
    # By name: a table that is made anew comes last.
    nft list tables | sort | while read -r table; do nft list $table 2>/dev/null; done |
      sed 's/counter packets [0-9]* bytes [0-9]*/counter/'
    # Counters are what packets change.
    iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'
    cat /etc/network/interfaces 2>/dev/null || :`);
}
