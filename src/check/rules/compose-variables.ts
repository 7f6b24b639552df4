import { COMPOSE_DIRECTORY } from '../../manifest/compose-files.ts';
import { variablesOf } from '../../manifest/compose-variables.ts';
import { writtenOn } from '../../manifest/written-files.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';

const web = (tag: string): string => `{ services: { web: { image: 'nginx:${tag}', networks: [mesh] } } }`;

export const composeVariables = {
  law: {
    code: 'MI0680',
    severity: 'warning',
    title: 'A variable in a Compose file should have a default.',
    explanation:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what Compose fills in.
      'Compose fills in variables on the host, where none is set: it puts nothing in their place. Write the value, a default such as `${TAG:-1.27}`, or `$$TAG` for the container’s own shell; or put a file `.env` at /srv/compose/.env with `write_files`. In a Compose file that stands in the manifest, `{ $env: NAME }` and `{ $secret: NAME }` are filled in when it is compiled.',
    wrong: composed(web('$TAG')),
    right: composed(web('1.27')),
  },
  check({ manifest, report }) {
    for (const { host, path, value } of manifest.compose) {
      if (writtenOn(host, manifest).includes(`${COMPOSE_DIRECTORY}/.env`)) continue;
      for (const variable of variablesOf(value, path)) {
        report({
          path: variable.path,
          message: `the variable ${variable.name} is not set on ${host}: Compose puts nothing in its place`,
          hint: `Write a default, \${${variable.name}:-…}, or $$${variable.name} for the container’s own shell.`,
        });
      }
    }
  },
} as const satisfies Rule;
