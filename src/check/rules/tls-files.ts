import { givenTlsFiles, tlsFileFault } from '../../manifest/tls-file.ts';
import { nameOf } from '../../manifest/wording.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

const tls = (ca: string): string =>
  twoHosts(`docker:\n  listen: mesh\n  tls: { ca: ${ca}, cert: /etc/docker/cert.pem, key: /etc/docker/key.pem }\n`);

export const tlsFiles = {
  law: {
    code: 'MI0330',
    severity: 'error',
    title: 'Each file in docker.tls must be an absolute path on the host, or PEM text.',
    explanation:
      'A path is used as it is: the file must be in the image or come with cloud_config. A text is written to the host, the key with mode 0600, and the document then holds a secret. ca and cert are certificates; key is one private key without a passphrase.',
    wrong: tls('ca.pem'),
    right: tls('/etc/docker/ca.pem'),
  },
  check({ manifest, report }) {
    for (const { path, part, text } of givenTlsFiles(manifest.input)) {
      const fault = tlsFileFault(part, text);
      if (fault === undefined) continue;
      // Never the value: it may be a key.
      report({
        path,
        message: `${nameOf(path)} ${fault}`,
        hint: `Example: /etc/docker/${part}.pem. meshinit pki makes certificates.`,
      });
    }
  },
} as const satisfies Rule;
