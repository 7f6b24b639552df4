import { twoHosts } from '../example.ts';
import { plainListen } from '../listen.ts';
import type { Rule } from '../rule.ts';

export const openApi = {
  law: {
    code: 'MI0609',
    severity: 'error',
    title: "Docker's API may listen on TCP only with TLS, or with `docker.insecure: true`.",
    explanation:
      'Whoever reaches the API without TLS is root on the host, and every container on the mesh can reach it. For remote access, `docker -H ssh://HOST` needs no TCP at all.',
    wrong: twoHosts('docker: { listen: mesh }\n'),
    right: twoHosts('docker: { listen: mesh, insecure: true }\n'),
  },
  check(context) {
    const { manifest, isBroken, report } = context;
    const listen = plainListen(context);
    if (listen === undefined || manifest.input.docker?.insecure || isBroken(['docker', 'insecure'])) return;
    report({
      path: ['docker', 'listen'],
      message: `docker.listen ${listen} opens Docker’s API without TLS: whoever reaches it is root on every host`,
      hint: 'Remove it and use docker -H ssh://HOST, add docker.tls or each host’s tls, or accept the risk with docker.insecure: true.',
    });
  },
} as const satisfies Rule;
