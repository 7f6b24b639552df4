import { askedFor } from '../../manifest/names.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

export const namesDns = {
  law: {
    code: 'MI0628',
    severity: 'error',
    title: 'With `names`, Docker’s name servers are meshinit’s.',
    explanation:
      'Containers ask the resolver on their host’s mesh address; it passes what is not of the mesh on to the host’s own name servers. Others in `docker.daemon.dns` would take its place, and no name of the mesh would be found.',
    wrong: twoHosts('names: true\ndocker: { daemon: { dns: [9.9.9.9] } }\n'),
    right: twoHosts('names: true\n'),
  },
  check({ manifest, isBroken, report }) {
    if (!manifest.names || isBroken(['names']) || manifest.input.docker?.daemon?.['dns'] === undefined) return;
    report({
      path: ['docker', 'daemon', 'dns'],
      at: 'key',
      message: 'docker.daemon.dns is set by meshinit where names are on',
      hint: 'Remove it, and give those name servers to the hosts; or set names: false.',
      related: [askedFor(manifest.names)],
    });
  },
} as const satisfies Rule;
