import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

const TLS = 'tls: { ca: /etc/docker/ca.pem, cert: /etc/docker/cert.pem, key: /etc/docker/key.pem }';

export const idleTls = {
  law: {
    code: 'MI0669',
    severity: 'warning',
    title: 'TLS needs Docker’s API on TCP.',
    explanation:
      'Without docker.listen the API listens only on its local socket, and the certificates protect nothing.',
    wrong: twoHosts(`docker: { ${TLS} }\n`),
    right: twoHosts(`docker: { listen: mesh, ${TLS} }\n`),
  },
  check({ manifest, isBroken, report }) {
    const { docker, hosts } = manifest.input;
    if (docker?.listen !== undefined || isBroken(['docker', 'listen'])) return;
    const hint = 'Add docker.listen: mesh, or leave the certificates out.';
    if (docker?.tls) {
      report({ path: ['docker', 'tls'], at: 'key', message: 'docker.tls is set, but docker.listen is not', hint });
    }
    for (const [name, host] of Object.entries(hosts)) {
      if (!host.tls) continue;
      const message = `hosts.${name}.tls is set, but docker.listen is not`;
      report({ path: ['hosts', name, 'tls'], at: 'key', message, hint });
    }
  },
} as const satisfies Rule;
