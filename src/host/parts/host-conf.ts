import { hasFurther, networkList } from '../further-networks.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, type Settings, textFile } from '../part.ts';
import { shellWord } from '../shell.ts';

/**
 * Shell variables: every script is the same on every host, and reads what differs from here. A further network has a file
 * of those that differ from the main one's, which a script reads after them.
 */
export function hostConf(plan: HostPlan, parts: readonly Part[]): PlannedFile[] {
  const of = (index: number): Settings => Object.assign({}, ...parts.map(({ perNetwork }) => perNetwork?.[index]));
  const main: Settings = {};
  for (const part of parts) Object.assign(main, part.settings, part.perNetwork?.[0]);
  const further = plan.networks
    .slice(1)
    .map(({ mesh }, index) =>
      textFile(`/etc/meshinit/network.${mesh.name}`, line(differing(of(0), of(index + 1))), [
        mesh.path,
        origins.host(plan),
      ]),
    );
  const all = hasFurther(plan) ? { ...main, FURTHER: networkList(plan) } : main;
  const header = "# This host's numbers, for meshinit's scripts.\n";
  return [
    textFile('/etc/meshinit/host.conf', header + lines(all), [origins.host(plan), ...origins.networks(plan)]),
    ...further,
  ];
}

/** What one network has otherwise than the main one; what it lacks is empty. */
const differing = (main: Settings, own: Settings): Settings =>
  Object.fromEntries(
    [...new Set([...Object.keys(main), ...Object.keys(own)])]
      .map((key) => [key, own[key] ?? ''] as const)
      .filter(([key, value]) => value !== main[key]),
  );

const assignments = (settings: Settings): string[] =>
  Object.entries(settings).map(([name, value]) => `${name}=${shellWord(String(value))}`);

const lines = (settings: Settings): string =>
  assignments(settings)
    .map((text) => `${text}\n`)
    .join('');

/** A script that has these has no further networks to look at. */
const line = (settings: Settings): string => `FURTHER= ${assignments(settings).join(' ')}\n`;
