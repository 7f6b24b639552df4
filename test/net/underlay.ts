import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Namespace } from './namespace.ts';

const execute = promisify(execFile);

/** The provider's network: one Ethernet segment in a namespace of its own. */
export class Underlay {
  readonly namespace: Namespace;
  #plugs = 0;

  private constructor(namespace: Namespace) {
    this.namespace = namespace;
  }

  static async open(name: string): Promise<Underlay> {
    const namespace = await Namespace.open(name, 'no files');
    await namespace.run('ip link add lan type bridge mcast_snooping 0 && ip link set lan up');
    return new Underlay(namespace);
  }

  /** Gives a machine its `eth0`. */
  async plug(machine: Namespace, mtu: number): Promise<void> {
    this.#plugs += 1;
    const port = `port${this.#plugs}`;
    const network = `--net=/proc/${this.namespace.pid}/ns/net`;
    const cable = `link add ${port} mtu ${mtu} type veth peer name eth0 mtu ${mtu} netns ${machine.pid}`;
    await execute('nsenter', [network, 'ip', ...cable.split(' ')]);
    await this.namespace.run(`ip link set ${port} master lan up`);
    await machine.run('ip link set eth0 up');
  }

  /** Packets that crossed it so far, every port's counted. */
  async packets(): Promise<number> {
    const counters = await this.namespace.run('cat /sys/class/net/port*/statistics/?x_packets');
    return counters.split('\n').reduce((sum, line) => sum + Number(line), 0);
  }

  /** From now on nothing passes between two addresses. */
  async cut(one: string, other: string): Promise<void> {
    const family = one.includes(':') ? 'ip6' : 'ip';
    await this.namespace.run(`nft -f - <<END
table bridge cut {
  chain forward {
    type filter hook forward priority 0;
    ${family} saddr ${one} ${family} daddr ${other} drop
    ${family} saddr ${other} ${family} daddr ${one} drop
  }
}
END`);
  }

  async mend(): Promise<void> {
    await this.namespace.run('nft delete table bridge cut');
  }

  close(): Promise<void> {
    return this.namespace.close();
  }
}
