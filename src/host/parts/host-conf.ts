import { hasFurther, networkList } from '../further-networks.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, type Settings, textFile } from '../part.ts';
import { shellWord } from '../shell.ts';

/**
 * Shell variables: every script is the same on every host, and reads what differs from here. A further network has a file
 * with its own values of those that differ between networks.
 */
export function hostConf(plan: HostPlan, parts: readonly Part[]): PlannedFile[] {
  const of = (index: number): Settings => Object.assign({}, ...parts.map(({ perNetwork }) => perNetwork?.[index]));
  const main = Object.assign({}, ...parts.map(({ settings, perNetwork }) => ({ ...settings, ...perNetwork?.[0] })));
  // A variable that a network lacks must not keep the value that it has in another.
  const empty = Object.fromEntries(plan.networks.flatMap((_, index) => Object.keys(of(index)).map((key) => [key, ''])));
  const lacking = Object.fromEntries(Object.entries(empty).filter(([key]) => !(key in main)));
  const further = plan.networks
    .slice(1)
    .map(({ mesh }, index) =>
      textFile(
        `/etc/meshinit/network.${mesh.name}`,
        `# The numbers of network ${mesh.name}, for meshinit's scripts.\n${lines({ ...empty, ...of(index + 1) })}`,
        [mesh.path, origins.host(plan)],
      ),
    );
  const all = hasFurther(plan) ? { ...main, ...lacking, NETWORKS: networkList(plan) } : main;
  const header = "# This host's numbers, for meshinit's scripts.\n";
  return [
    textFile('/etc/meshinit/host.conf', header + lines(all), [origins.host(plan), ...origins.networks(plan)]),
    ...further,
  ];
}

const lines = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${shellWord(String(value))}\n`)
    .join('');
