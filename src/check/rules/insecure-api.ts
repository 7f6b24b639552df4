import { twoHosts } from '../example.ts';
import { plainListen } from '../listen.ts';
import type { Rule } from '../rule.ts';

export const insecureApi = {
  law: {
    code: 'MI0650',
    severity: 'warning',
    title: "Whoever reaches Docker's API without TLS is root.",
    explanation:
      '`docker.insecure: true` allows it; this warning remains until you silence it with a reason. With `mesh`, every container on every host can reach the API.',
    wrong: twoHosts('docker: { listen: mesh, insecure: true }\n'),
    right: twoHosts(),
  },
  check(context) {
    const listen = plainListen(context);
    if (listen === undefined || !context.manifest.input.docker?.insecure) return;
    const who = listen === 'mesh' ? 'every container of the mesh' : 'whoever reaches it';
    context.report({
      path: ['docker', 'listen'],
      message: `docker.listen ${listen} opens Docker’s API without TLS: ${who} is root on every host`,
      hint: 'Remove it and use docker -H ssh://HOST, or say why it is safe here: allow: { MI0650: why }.',
      related: [{ path: ['docker', 'insecure'], message: 'allowed here' }],
    });
  },
} as const satisfies Rule;
