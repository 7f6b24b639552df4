import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';
import { survivesCut, survivesDeath, takesBack } from './survives.ts';

const METRICS = `# HELP meshinit_check_ok Whether meshinit-check finds nothing wrong.
# TYPE meshinit_check_ok gauge
meshinit_check_ok 1
# HELP meshinit_tunnel_up Whether the tunnel is open and leads where the plan says.
# TYPE meshinit_tunnel_up gauge
meshinit_tunnel_up{port="gre1",peer="host2"} 1
meshinit_tunnel_up{port="gre2",peer="host3"} 1
# HELP meshinit_peer_reachable Whether the peer answers packets of the full MTU.
# TYPE meshinit_peer_reachable gauge
meshinit_peer_reachable{peer="host2"} 1
meshinit_peer_reachable{peer="host3"} 1
# HELP meshinit_port_forwarding Whether the spanning tree lets the port forward.
# TYPE meshinit_port_forwarding gauge
meshinit_port_forwarding{port="gre1"} 1
meshinit_port_forwarding{port="gre2"} 1
`;

describeCluster(
  'a ring of three with RSTP',
  `${manifestOf(3, 4, { topology: 'ring', tunnel: 'gre' })}monitor: true\n`,
  (cluster) => {
    keepsItsPromises(cluster);

    it('leaves what it sees as metrics, the port that the tree keeps back among them', async () => {
      const seen = await Promise.all(
        ['host1', 'host2', 'host3'].map(async (name) => {
          const { machine } = cluster.host(name);
          await machine.run('systemctl start meshinit-monitor.service');
          return machine.run('cat /run/meshinit/meshinit.prom');
        }),
      );
      expect(seen[0]).toBe(METRICS);
      expect(seen.join('').match(/^meshinit_port_forwarding.* 0$/gm)).toHaveLength(1);
      expect(await cluster.host('host1').machine.run('grep -c "^ok " /run/meshinit/check')).not.toBe('0');
    });

    // host1 is the root: the lowest MAC.
    survivesDeath(cluster, 'host1', ['host2', 'host3'], 60);
    takesBack(cluster, 'host1', ['host2', 'host3'], 60);
    survivesCut(cluster, ['host1', 'host2'], 60);
  },
);
