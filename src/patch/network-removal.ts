import removeNetwork from '../host/scripts/patch-remove-network.sh';
import { shellFunction } from '../host/shell.ts';
import { layoutOf } from '../layouts/layouts.ts';
import { furtherNames } from '../mesh/network-names.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';

/** Of a network that the shell knows by its first argument: all that any layout and dataplane has. */
const {
  bridge,
  tunnel,
  veth,
  switch: ownSwitch,
  chain,
  firewalld,
} = furtherNames('$1', layoutOf('per-host'), tunnelOf('vxlan'));

/** `remove_network NAME`: takes a further network from a host, whatever was its layout and dataplane. */
export const removal = shellFunction(
  'remove_network',
  `own_switch="${ownSwitch}" own_devices="${[bridge, tunnel, veth?.switch].join(' ')}"\n${removeNetwork}`,
);

const { ipset, tunnels, nat, zone } = firewalld;

/** Where the firewalls keep what is of a network: `network_files NAME`, of which some may be missing, `set_of NAME` and `chain_of NAME`. */
export const openingsOfNetwork = [
  shellFunction(
    'network_files',
    `echo ${[ipset, tunnels, nat, zone].map((name) => `"/etc/firewalld/"*"/${name}.xml"`).join(' ')}\n`,
  ),
  shellFunction('set_of', `echo "${ipset}"\n`),
  shellFunction('chain_of', `echo "${chain}"\n`),
].join('');
