import { didYouMean } from '../../diagnostics/nearest.ts';
import { CONTROL_PATH } from '../../manifest/control.ts';
import { twoHosts } from '../example.ts';
import { namedOnce } from '../named-once.ts';
import type { ManifestRule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

const PATH = [...CONTROL_PATH, 'reflectors'];
const of = (reflectors: string): string =>
  twoHosts(`network: { control: { evpn: { reflectors: [${reflectors}] } } }\n`);

export const controlReflectors = {
  law: {
    code: 'MI0439',
    severity: 'error',
    title: 'The reflectors of network.control.evpn must be hosts, each named once.',
    explanation:
      'Every host has a session to each reflector, which passes on what the others announce. With an unknown reflector all hosts would wait for it.',
    wrong: of('host9'),
    right: of('host1, host2'),
  },
  check({ manifest: { control, hosts }, isBroken, report }) {
    if (!control || isBroken(PATH)) return;
    const names = hosts.map(({ name }) => name);
    const says = 'network.control.evpn.reflectors names';
    for (const { name, path } of namedOnce(control.reflectors, (index) => [...PATH, index], says, report)) {
      if (names.includes(name) || isBroken(['hosts', name])) continue;
      report({
        path,
        message: `${says} ${quoted(name)}, but no host has that name; hosts: ${fewOf(names, 5)}`,
        hint: didYouMean(name, names),
      });
    }
  },
} as const satisfies ManifestRule;
