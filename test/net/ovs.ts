import type { Membership } from '../../src/index.ts';
import type { Dataplane } from './dataplane.ts';
import type { Namespace } from './namespace.ts';

/**
 * Starts a machine's own Open vSwitch with an empty database, and gives it its underlay address.
 *
 * With the kernel's openvswitch module the address would be on eth0. The userspace datapath carries tunnels itself, and
 * finds their outer addresses on its own bridges only: so eth0 becomes a port of `br-phy`, and br-phy has the address.
 * @param address with the length of its prefix
 * @param neighbours addresses on the same segment, since the kernel makes no route of a prefix such as 0.0.0.0/6
 */
async function startOpenVswitch(machine: Namespace, address: string, neighbours: string[]): Promise<void> {
  await machine.run(START, address, ...neighbours);
}

const START = `set -e
  address=$1
  shift
  rm -f /etc/openvswitch/conf.db /etc/openvswitch/.conf.db.~lock~
  mkdir -p /run/openvswitch /var/log/openvswitch
  ovsdb-tool create /etc/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema
  ovsdb-server --detach --no-chdir --pidfile --log-file --remote=punix:/run/openvswitch/db.sock
  ovs-vsctl --no-wait init
  ovs-vswitchd --detach --no-chdir --pidfile --log-file
  # What the datapath takes from eth0, the kernel would take too, and answer twice.
  nft 'table netdev lane { chain eth0 { type filter hook ingress device eth0 priority 0; policy drop; }; }'
  ovs-vsctl --timeout=30 add-br br-phy -- add-port br-phy eth0
  ip addr add "$address" dev br-phy
  ip link set br-phy up
  for neighbour; do ip route replace "$neighbour" dev br-phy; done`;

async function remotes(machine: Namespace, { links }: Membership): Promise<string[]> {
  const said = links.map(({ name }) => machine.run('ovs-vsctl get Interface "$1" options:remote_ip', name));
  return (await Promise.all(said)).map((remote) => remote.trim().replaceAll('"', ''));
}

const STATE = `
    ovs-vsctl show
    ovs-vsctl --columns=name,other_config,external_ids,stp_enable,rstp_enable,datapath_type list Bridge
    ovs-vsctl --columns=name,protected,other_config,external_ids,tag list Port
    ovs-vsctl --columns=name,type,options,mtu_request,mtu,ofport,external_ids list Interface`;

const STOP = `
    ovs-appctl exit
    while [ -e /run/openvswitch/ovs-vswitchd.pid ]; do sleep 0.1; done`;

export const openVswitch: Dataplane = {
  start: startOpenVswitch,
  remotes,
  state: STATE,
  // It would take back what `ip link` sets.
  setMtu: 'ovs-vsctl set Interface "$SWITCH" "mtu_request=$2"',
  stop: STOP,
  // What the lane's own underlay needs.
  keeps: ['br-phy', 'ovs-netdev'],
  restart: 'ovs-vswitchd --detach --no-chdir --pidfile --log-file',
  tellsMtu: false,
};
