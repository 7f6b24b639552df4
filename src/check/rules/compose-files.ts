import { onHost, relativePaths } from '../../manifest/compose-files.ts';
import { isWritten, writtenOn } from '../../manifest/written-files.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

const web = (source: string): string =>
  `{ services: { web: { image: 'nginx:1.27', networks: [mesh], volumes: ['${source}:/usr/share/nginx/html:ro'] } } }`;

export const composeFiles = {
  law: {
    code: 'MI0681',
    severity: 'warning',
    title: 'Files that a Compose file names should be on its host.',
    explanation:
      'The Compose file alone goes to the host. A relative path begins at /srv/compose there: Docker makes an empty directory of a mount that is missing, and Compose starts nothing without an `env_file`. Put files there with `cloud_config.write_files`, or allow the warning where they come in another way.',
    wrong: composed(web('./html')),
    right: composed(web('/srv/html')),
  },
  check({ manifest, report }) {
    for (const file of manifest.compose) {
      const written = writtenOn(file.host, manifest);
      for (const { path, text, use } of relativePaths(file)) {
        const there = onHost(text);
        if (isWritten(written, there)) continue;
        report({
          path,
          message: `${quoted(text)}, ${use}, is not on ${file.host}: the Compose file alone goes there`,
          hint: `Put it at ${there} with cloud_config.write_files.`,
        });
      }
    }
  },
} as const satisfies Rule;
