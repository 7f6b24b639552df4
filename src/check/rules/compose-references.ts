import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { ComposeFile, ComposeService } from '../../manifest/compose.ts';
import { isRecord } from '../../manifest/wording.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

const db = (rest = ''): string =>
  `{ services: { db: { image: 'postgres:17', networks: [mesh], volumes: ['data:/var/lib/postgresql/data'] } }${rest} }`;

export const composeReferences = {
  law: {
    code: 'MI0453',
    severity: 'error',
    title: 'What a service of Compose refers to must stand in the file.',
    explanation:
      'Named volumes, configs and secrets are declared at the end of the file, and `depends_on` names services. Compose would start none of the services.',
    wrong: composed(db()),
    right: composed(db(', volumes: { data: {} }')),
  },
  check({ manifest, report }) {
    for (const file of manifest.compose) {
      for (const { kind, name, path } of file.services.flatMap(referencesOf)) {
        const known = namesIn(file, kind);
        if (known.includes(name) || /^\$/.test(name)) continue;
        const what = kind === 'services' ? 'service' : kind.slice(0, -1);
        const hint = didYouMean(name, known) || (kind === 'services' ? '' : `Declare it: ${kind}: { ${name}: {} }`);
        report({ path, message: `the file has no ${what} ${quoted(name)}`, hint });
      }
    }
  },
} as const satisfies Rule;

interface Reference {
  readonly kind: 'volumes' | 'configs' | 'secrets' | 'services';
  readonly name: string;
  readonly path: ManifestPath;
}

const namesIn = ({ value }: ComposeFile, kind: Reference['kind']): string[] => {
  const map = value[kind];
  return Object.keys(isRecord(map) ? map : {});
};

function referencesOf({ path, value }: ComposeService): Reference[] {
  return [
    ...listOf(value['volumes']).flatMap(([volume, index]) => volumeName(volume, [...path, 'volumes', index])),
    ...(['configs', 'secrets'] as const).flatMap((kind) =>
      listOf(value[kind]).flatMap(([item, index]) => {
        const name = isRecord(item) ? item['source'] : item;
        return typeof name === 'string' ? [{ kind, name, path: [...path, kind, index] }] : [];
      }),
    ),
    ...dependencies(value['depends_on'], [...path, 'depends_on']),
  ];
}

const listOf = (list: unknown): [unknown, number][] =>
  (Array.isArray(list) ? list : []).map((item: unknown, index) => [item, index]);

function volumeName(volume: unknown, path: ManifestPath): Reference[] {
  if (isRecord(volume)) {
    const { type, source } = volume;
    return type === 'volume' && typeof source === 'string' ? [{ kind: 'volumes', name: source, path }] : [];
  }
  const [, name] = /^([A-Za-z0-9_][A-Za-z0-9_.-]*):/.exec(String(volume)) ?? [];
  return name === undefined ? [] : [{ kind: 'volumes', name, path }];
}

function dependencies(given: unknown, path: ManifestPath): Reference[] {
  if (!isRecord(given)) {
    return listOf(given).flatMap(([name, index]) =>
      typeof name === 'string' ? [{ kind: 'services' as const, name, path: [...path, index] }] : [],
    );
  }
  return Object.entries(given).flatMap(([name, how]) =>
    isRecord(how) && how['required'] === false ? [] : [{ kind: 'services' as const, name, path: [...path, name] }],
  );
}
