import type { Membership } from '../../src/index.ts';
import type { Dataplane } from './dataplane.ts';
import type { Namespace } from './namespace.ts';

/** The device of meshinit's. */
const DEVICE = 'vxlan-mesh';

/** The kernel is the real one: eth0 has the address, and there is no Open vSwitch that a script could call. */
async function start(machine: Namespace, address: string, neighbours: string[]): Promise<void> {
  await machine.run(
    `set -e
      rm -f /usr/local/bin/ovs-vsctl /usr/bin/ovs-* /usr/sbin/ovs* /usr/bin/ovsdb-*
      ip addr add "$1" dev eth0 nodad
      shift
      for neighbour; do ip route replace "$neighbour" dev eth0; done`,
    address,
    ...neighbours,
  );
}

/** Those of the plan that there are, and after them those that are not of the plan. */
async function remotes(machine: Namespace, { links }: Membership): Promise<string[]> {
  const said = await machine.run(`bridge fdb show dev ${DEVICE}`);
  const found = [...said.matchAll(/^00:00:00:00:00:00 dst (\S+)/gm)].map(([, remote]) => remote as string);
  const planned = links.map(({ remote }) => remote.address.text).filter((address) => found.includes(address));
  return [...planned, ...found.filter((address) => !planned.includes(address))];
}

const STATE = `
    ip -d link show dev ${DEVICE} | sed -e 's/ state [A-Z]*//' -e 's/ [a-z_]*timer *[0-9.]*//g'
    # Without what was learned.
    bridge fdb show dev ${DEVICE} | grep permanent | sort`;

export const kernelVxlan: Dataplane = {
  start,
  remotes,
  state: STATE,
  setMtu: ':',
  stop: '',
  keeps: [],
  restart: '',
  tellsMtu: true,
};
