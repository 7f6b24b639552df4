import type { Namespace } from './namespace.ts';

/**
 * Starts a machine's own Open vSwitch with an empty database, and gives it its underlay address.
 *
 * With the kernel's openvswitch module the address would be on eth0. The userspace datapath carries tunnels itself, and
 * finds their outer addresses on its own bridges only: so eth0 becomes a port of `br-phy`, and br-phy has the address.
 * @param address with the length of its prefix
 * @param neighbours addresses on the same segment, since the kernel makes no route of a prefix such as 0.0.0.0/6
 */
export async function startOpenVswitch(machine: Namespace, address: string, neighbours: string[]): Promise<void> {
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

/** Everything of a machine's network that a script could change, as text that stays the same where nothing changed. */
export async function networkState(machine: Namespace): Promise<string> {
  return machine.run(`set -e
    ovs-vsctl show
    ovs-vsctl --columns=name,other_config,external_ids,stp_enable,rstp_enable,datapath_type list Bridge
    ovs-vsctl --columns=name,protected,other_config,external_ids,tag list Port
    ovs-vsctl --columns=name,type,options,mtu_request,mtu,ofport,external_ids list Interface
    # A tap's state is UNKNOWN until something of its carrier is told; an address is tentative for a second.
    ip addr | sed -e 's/ tentative//' -e 's/ state [A-Z]*//'
    ip route
    ip -6 route
    bridge link
    # By name: a table that is made anew comes last.
    nft list tables | sort | while read -r table; do nft list $table; done
    # Counters are what packets change.
    iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'
    cat /etc/network/interfaces 2>/dev/null || :`);
}
