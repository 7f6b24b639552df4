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
    for (const { name, path, input } of manifest.containers) {
      const last = input.image.split('/').at(-1) ?? '';
      if (last.includes('@') || (last.includes(':') && !last.endsWith(':latest'))) continue;
      report({
        path: [...path, 'image'],
        message: `${name} runs ${input.image}, which is another image whenever somebody publishes one`,
        hint: 'Name a tag, such as nginx:1.27, or a digest: nginx@sha256:…',
      });
    }
  },
} as const satisfies Rule;
