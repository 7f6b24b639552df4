import { stringify } from 'yaml';
import { dataplaneFacts } from '../../src/dataplanes/dataplanes.ts';
import type { OsId } from '../../src/os/ids.ts';
import type { Os } from '../../src/os/os.ts';
import { dataplaneIdsOf, dockerSourcesOf, firewallIdsOf, stackIdsOf } from '../../src/os/os-facts.ts';
import { oses } from '../../src/os/oses.ts';
import { thoroughOr } from './thorough.ts';

/** A manifest of two hosts with one system, and what it asks for besides. */
export interface SystemCase {
  readonly os: OsId;
  readonly title: string;
  readonly text: string;
}

function systemCase(os: Os, title: string, asked: Record<string, unknown>): SystemCase {
  const text = stringify({
    meshinit: 1,
    // It takes documents of any size as they are.
    defaults: { os: os.id, provider: 'nocloud' },
    hosts: { host1: { address: '10.0.0.11' }, host2: { address: '10.0.0.12' } },
    ...asked,
  });
  return { os: os.id, title: `${os.id}, ${title}`, text };
}

/** Firewalls as a manifest names them: the first is what `auto` means, and iptables has no other name. */
const named = (os: Os): string[] => firewallIdsOf(os).map((id, index) => (index === 0 ? 'auto' : id));

/** GRE, where the dataplane makes all kinds. */
function firstTunnel(os: Os): string | undefined {
  const [dataplane] = dataplaneIdsOf(os);
  return dataplane && dataplaneFacts(dataplane).tunnels[0];
}

/** Each system with each of its stacks. */
export const stackCases: readonly (SystemCase & { readonly stack: string })[] = oses.flatMap((os) =>
  stackIdsOf(os).map((stack) => ({ ...systemCase(os, `stack ${stack}`, { network: { stack } }), stack })),
);

/** What the tools judge: all in a thorough run, else each system with each stack and its own firewall. */
export const judgedSystemCases = (): readonly SystemCase[] =>
  thoroughOr(
    systemCases,
    systemCases.filter(({ title }) => title.endsWith(', firewall auto')),
  );

/** Each system with each stack and firewall, each other dataplane, each source of Docker, and with GRE, or what its dataplane makes, in the other layout with Docker's API on the mesh and `monitor`. */
export const systemCases: readonly SystemCase[] = oses.flatMap((os: Os) => [
  ...stackIdsOf(os).flatMap((stack) =>
    named(os).map((firewall) =>
      systemCase(os, `stack ${stack}, firewall ${firewall}`, { network: { stack }, firewall }),
    ),
  ),
  ...dataplaneIdsOf(os)
    .slice(1)
    .map((dataplane) => systemCase(os, `dataplane ${dataplane}`, { network: { dataplane } })),
  ...dockerSourcesOf(os).map((from) => systemCase(os, `Docker from ${from}`, { docker: { from } })),
  systemCase(os, 'layout per-host with its first kind of tunnel Docker’s API on the mesh and monitor where it can', {
    network: { layout: 'per-host', tunnel: firstTunnel(os) },
    docker: { listen: 'mesh', insecure: true },
    ...(os.timers === false ? {} : { monitor: true }),
  }),
]);
