import { storeOf } from '../overlay-examples.ts';
import type { Rule } from '../rule.ts';

const HINTS: Readonly<Record<string, string>> = {
  'cluster-store': 'Use overlay.stores.',
  'cluster-advertise': 'Leave it out: it is the address that the other hosts reach.',
  'cluster-store-opts': 'Leave it out: the certificates are derived from the seed.',
};

export const overlayStoreOptions = {
  law: {
    code: 'MI0448',
    severity: 'error',
    title: 'Docker’s options for the key-value store are meshinit’s where it runs that store.',
    explanation: 'Another store, or another address, would cut the host off from the networks that all others share.',
    wrong: storeOf('', 'network: none\ndocker: { daemon: { cluster-store: "etcd://10.0.0.9:2379" } }\n'),
    right: storeOf(''),
  },
  check({ manifest: { overlay, input }, isBroken, report }) {
    if (overlay?.facts.engine !== 'store' || isBroken(['docker', 'daemon'])) return;
    for (const key of Object.keys(input.docker?.daemon ?? {})) {
      const hint = HINTS[key];
      if (hint === undefined) continue;
      report({
        path: ['docker', 'daemon', key],
        at: 'key',
        message: `docker.daemon.${key} is set by meshinit for overlay.engine store`,
        hint,
        related: [{ path: ['overlay', 'engine'], message: 'engine: store' }],
      });
    }
  },
} as const satisfies Rule;
