import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { describeCluster } from './cluster.ts';
import { example } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';

/** The example without its packages by URL: they are of 2013, and their addresses lead nowhere. */
function wiredcraft(): string {
  const manifest = parseDocument(example('wiredcraft-gre'));
  manifest.delete('ovs');
  return manifest.toString();
}

// 1.1.1.1, 2.2.2.2 and 3.3.3.3 meet on one Ethernet segment here.
describeCluster('examples/wiredcraft-gre.yaml, by the ifupdown and Open vSwitch of today', wiredcraft(), (cluster) => {
  keepsItsPromises(cluster);
  returnsAfterReboot(cluster, 'upstart');

  it("leaves the provider's stanzas in /etc/network/interfaces alone", () => {
    const { machine } = cluster.host('host1');
    const file = readFileSync(machine.path('/etc/network/interfaces'), 'utf8');
    expect(file).toMatch(
      /^auto lo\niface lo inet loopback\n\n# The provider put this here\.\niface eth0 inet manual\n/,
    );
    expect(file.match(/^iface docker0 /gm)).toHaveLength(1);
  });
});
