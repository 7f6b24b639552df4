import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { osIds } from '../../os/ids.ts';
import { osOf } from '../../os/oses.ts';
import { example } from '../example.ts';
import { osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';

interface Feature {
  /** Where the manifest asks for it. */
  readonly find: (manifest: Manifest) => ManifestPath[];
  /** What is asked for, at one of these places. */
  readonly name: (manifest: Manifest, path: ManifestPath) => string;
  /** What works until then. */
  readonly instead: string;
}

/** What the contract names and this release does not do. A feature that arrives takes its entry away. */
const features: readonly Feature[] = [
  {
    find: (manifest) => manifest.hosts.filter(({ os }) => os && !osOf(os)).map(osPath),
    name: ({ input }, [section, host]) => {
      const os = section === 'hosts' ? input.hosts[String(host)]?.os : input.defaults?.os;
      return section === 'hosts' ? `hosts.${host}.os ${os}` : `defaults.os ${os}`;
    },
    instead: `Operating systems that are there: ${osIds.filter((id) => osOf(id)).join(', ')}.`,
  },
];

export const notThereYet = {
  law: {
    code: 'MI0602',
    severity: 'error',
    title: 'What a later release brings cannot be asked for yet.',
    explanation:
      'The manifest knows the key or value, so that a mistyped one is told apart, but this release would not obey it. Nothing is passed over in silence.',
    wrong: example(['host1: { address: 10.0.0.11, os: flatcar }']),
    right: example(['host1: { address: 10.0.0.11 }']),
  },
  check({ manifest, report }) {
    for (const feature of features) {
      for (const path of feature.find(manifest)) {
        report({
          path,
          message: `${feature.name(manifest, path)} comes with a later release`,
          hint: feature.instead,
        });
      }
    }
  },
} as const satisfies Rule;
