import { isRecord } from '../../manifest/wording.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

/** As dockerd wants them (daemon/pkg/registry/config.go, ValidateMirror); who logs in there is not its concern here. */
const MIRROR = /^https?:\/\/[^\s/?#\\\p{Cc}]+(?:\/[^\s?#\\\p{Cc}]*)?$/u;

export const registryMirrors = {
  law: {
    code: 'MI0619',
    severity: 'error',
    title: 'A registry mirror must be https://HOST, or http://HOST.',
    explanation: 'Docker does not start with a mirror that has no such scheme, no host, a query or a fragment.',
    wrong: twoHosts('docker: { daemon: { registry-mirrors: [mirror.example.com] } }\n'),
    right: twoHosts('docker: { daemon: { registry-mirrors: ["https://mirror.example.com"] } }\n'),
  },
  check({ manifest, report }) {
    const daemon = manifest.input.docker?.daemon;
    const mirrors = isRecord(daemon) ? daemon['registry-mirrors'] : undefined;
    for (const [index, mirror] of (Array.isArray(mirrors) ? mirrors : []).entries()) {
      if (typeof mirror === 'string' && MIRROR.test(mirror)) continue;
      report({
        path: ['docker', 'daemon', 'registry-mirrors', index],
        // The address itself is not printed: it can hold a password.
        message: `docker.daemon.registry-mirrors[${index}] is not written as https://HOST: Docker would not start`,
        hint: 'Example: https://mirror.example.com.',
      });
    }
  },
} as const satisfies Rule;
