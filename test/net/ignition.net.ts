import { describeCluster } from './cluster.ts';
import { example, manifestOf } from './manifest.ts';
import { isExact, keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';
import { survivesDeath } from './survives.ts';

describeCluster('examples/ignition-vxlan.yaml, Fedora CoreOS and Flatcar', example('ignition-vxlan'), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'systemd');
  isExact(cluster);
  survivesDeath(cluster, 'host3', ['host2', 'host1'], 5);
});

describeCluster(
  'Fedora CoreOS with Open vSwitch layered, a ring of GRE tunnels',
  manifestOf(3, 4, { dataplane: 'ovs', tunnel: 'gre', topology: 'ring' }, { os: 'fedora-coreos' }),
  (cluster) => {
    keepsItsPromises(cluster);
    returnsAfterReboot(cluster, 'systemd');
    isExact(cluster);
  },
);

describeCluster(
  'Flatcar, a subnet per host, and Debian with Open vSwitch',
  manifestOf(2, 4, { layout: 'per-host' }, { os: 'flatcar' }).replace('os: flatcar', 'os: debian-12'),
  (cluster) => {
    keepsItsPromises(cluster);
    returnsAfterReboot(cluster, 'systemd');
  },
);
