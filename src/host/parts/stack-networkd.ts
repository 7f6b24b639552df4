import { dataplaneSettings } from '../../dataplanes/dataplanes.ts';
import { devicesOf, type HostPlan, origins } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import { WIREGUARD_DEVICES } from '../wireguard-devices.ts';
import { buildSettings } from './build-settings.ts';
import { meshScript } from './mesh-script.ts';
import { networkdFiles } from './networkd-files.ts';
import { systemdStack, unmanagedFile } from './stack-systemd.ts';
import { meshUnit } from './systemd-units.ts';

/** systemd-networkd's own files, where it keeps the image's network; the unit adds what they cannot say, and verifies. */
export function networkdStack(plan: HostPlan): Part {
  const [main, ...further] = plan.networks;
  // Routes and neighbours of a thousand peers are one run of a program, and in its files would be three sections each.
  if (main.layout.isRouted) return systemdStack(plan);
  // What networkd does not make.
  const others = [
    ...further.flatMap((network) => devicesOf(plan, network)),
    ...(plan.wireguard ? WIREGUARD_DEVICES : []),
  ];
  const after = ['systemd-networkd.service', 'network-online.target', 'meshinit-firewall.service'];
  return {
    ...(further.length === 0
      ? { settings: { UNDERLAY: plan.node.source?.text ?? '', ...dataplaneSettings(plan, main) } }
      : buildSettings(plan)),
    files: [
      ...networkdFiles(main).map(({ name, content, hasPeers }) =>
        textFile(`/etc/systemd/network/${name}`, content, [
          main.mesh.path,
          ...(hasPeers ? origins.peersOf(main) : [origins.host(plan)]),
        ]),
      ),
      ...(others.length === 0 ? [] : [unmanagedFile(others)]),
      meshScript(plan, 'what networkd cannot'),
      meshUnit(plan, { after }),
    ],
  };
}
