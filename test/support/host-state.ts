/** Open vSwitch's tables as a shell prints them, without what differs by chance: order, and the numbers of ports. */
export const OVS_TABLES = `
  ovs-vsctl --format=csv --no-headings --columns=name,other_config,external_ids,stp_enable,rstp_enable list Bridge | sort
  ovs-vsctl --format=csv --no-headings --columns=name,protected,other_config,external_ids,tag list Port | sort
  ovs-vsctl --format=csv --no-headings --columns=name,type,options,mtu_request,mtu,external_ids list Interface | sort`;

/** nft's rules on standard input without counters, the elements of sets in one order. */
export const SORTED_RULES = `
  sed -e 's/counter packets [0-9]* bytes [0-9]*/counter/' | tr '{},' '\\n\\n\\n' | tr -d ' \\t' | sort`;
