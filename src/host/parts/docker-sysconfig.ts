import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import { DAEMON_JSON } from './docker-changes.ts';
import { apiAddress, asFlags, optionsFile, ownOptions } from './docker-options.ts';
import { tlsFiles } from './docker-tls.ts';

/** `/etc/sysconfig/docker-network` of seed 002. firewalld owns iptables there, so Docker is kept from it. */
export function dockerSysconfigPart(plan: HostPlan): Part {
  const { mtu, 'ip-masq': _, ...own } = ownOptions(plan);
  const api = apiAddress(plan);
  const flags = [
    ...Object.entries({ ...own, iptables: false, 'ip-masq': false, 'ip-forward': true }).flatMap(([key, value]) =>
      asFlags(key, value),
    ),
    `--mtu=${mtu}`,
    ...(api === undefined ? [] : ['-H unix:///var/run/docker.sock', `-H ${api}`]),
  ];
  const daemon = plan.manifest.input.docker?.daemon;
  const from = [origins.docker, ...origins.networks(plan), origins.host(plan)];
  return {
    files: [
      textFile(
        '/etc/sysconfig/docker-network',
        `# firewalld masquerades and filters, so Docker does neither.\nDOCKER_NETWORK_OPTIONS="${flags.join(' ')}"\n`,
        from,
      ),
      ...tlsFiles(plan),
      ...(daemon
        ? [optionsFile(plan, DAEMON_JSON, `${JSON.stringify(daemon, null, 2)}\n`, [['docker', 'daemon']])]
        : []),
    ],
  };
}
