import { dockerFiles } from '../docker-files.ts';
import type { Rule } from '../rule.ts';

/** A flag, a key of daemon.json or a socket unit that has Docker listen on something else than a file. */
const LISTENS =
  /(?:^|[\s"'=])(?:-H|--hosts?)[\s='",]*(?!unix:|fd:|npipe:)[\w:[]|"hosts"[ \t]*:[^\]]{0,500}"(?:tcp|http|[\d:[])|^[ \t]*ListenStream[ \t]*=[ \t]*[^\s/%@]/m;
const TLS = /tlsverify/;

const withFile = (content: string): string =>
  `meshinit: 1\ndefaults:\n  os: debian-12\n  cloud_config:\n    write_files:\n      - { path: /etc/default/docker, content: '${content}' }\nhosts:\n  host1: { address: 10.0.0.11 }\n`;

export const rawApi = {
  law: {
    code: 'MI0618',
    severity: 'error',
    title: "Raw parts must not open Docker's API on TCP without TLS.",
    explanation:
      'Whoever reaches the API without TLS is root on the host. `docker.listen` opens it, with `docker.tls`, or with `docker.insecure: true`; with that, raw parts may open it too.',
    wrong: withFile('DOCKER_OPTS="-H tcp://0.0.0.0:2375"'),
    right: withFile('DOCKER_OPTS="--debug"'),
  },
  check({ manifest, isBroken, report }) {
    if (manifest.input.docker?.insecure || isBroken(['docker', 'insecure'])) return;
    for (const { path, name, content } of dockerFiles(manifest)) {
      if (!LISTENS.test(content) || TLS.test(content)) continue;
      report({
        path,
        message: `${name} would open Docker’s API on TCP without TLS: whoever reaches it is root`,
        hint: 'Use docker.listen with docker.tls, or accept the risk with docker.insecure: true.',
      });
    }
  },
} as const satisfies Rule;
