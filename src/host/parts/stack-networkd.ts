import { dataplaneSettings } from '../../dataplanes/dataplanes.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import { meshScript } from './mesh-script.ts';
import { networkdFiles } from './networkd-files.ts';
import { meshUnit } from './systemd-units.ts';

/** systemd-networkd's own files, where it keeps the image's network; the unit adds what they cannot say, and verifies. */
export function networkdStack(plan: HostPlan): Part {
  const after = ['systemd-networkd.service', 'network-online.target', 'meshinit-firewall.service'];
  return {
    settings: { UNDERLAY: plan.node.source?.text ?? '', ...dataplaneSettings(plan, plan.networks[0]) },
    files: [
      ...plan.networks.flatMap((network) =>
        networkdFiles(network).map(({ name, content, hasPeers }) =>
          textFile(`/etc/systemd/network/${name}`, content, [
            network.mesh.path,
            ...(hasPeers ? origins.peersOf(network) : [origins.host(plan)]),
          ]),
        ),
      ),
      meshScript(plan, 'what networkd cannot'),
      meshUnit(plan, { after }),
    ],
  };
}
