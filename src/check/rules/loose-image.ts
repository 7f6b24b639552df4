import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

const one = (image: string): string =>
  twoHosts(`network: { docker: mesh }\ncontainers: { web: { image: '${image}', hosts: host1 } }\n`);

export const looseImage = {
  law: {
    code: 'MI0664',
    severity: 'warning',
    title: 'Name a tag or a digest of each image.',
    explanation:
      'Without one it is whatever `latest` means on the day that a host pulls it: two hosts may then run different programs, and a rebuilt host another one than before.',
    wrong: one('nginx'),
    right: one('nginx:1.27'),
  },
  check({ manifest, report }) {
    const told = new Set<string>();
    for (const { name, path, image } of imagesOf(manifest)) {
      const last = image.split('/').at(-1) ?? '';
      if (last.includes('@') || (last.includes(':') && !last.endsWith(':latest'))) continue;
      // What Compose fills in may be the tag; and hosts that share a file share the fault.
      const key = `${name} ${image}`;
      if (last.includes('$') || told.has(key)) continue;
      told.add(key);
      report({
        path,
        message: `${name} runs ${image}, which is another image whenever somebody publishes one`,
        hint: 'Name a tag, such as nginx:1.27, or a digest: nginx@sha256:…',
      });
    }
  },
} as const satisfies Rule;

interface Image {
  readonly name: string;
  readonly path: ManifestPath;
  readonly image: string;
}

/** Of declared containers and of services of Compose that are not made on their hosts. */
const imagesOf = ({ containers, compose }: Manifest): Image[] => [
  ...containers.map(({ name, path, input }) => ({ name, path: [...path, 'image'], image: input.image })),
  ...compose.flatMap(({ services }) =>
    services.flatMap(({ name, path, image, value }) =>
      image === undefined || value['build'] !== undefined
        ? []
        : [{ name: `service ${name}`, path: [...path, 'image'], image }],
    ),
  ),
];
