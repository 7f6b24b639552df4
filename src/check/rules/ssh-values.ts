import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { SshInput } from '../../manifest/schema.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { isSshHost, isSshJump, isSshUser } from '../ssh-words.ts';
import { quoted } from '../wording.ts';

const LEGAL = {
  user: { isLegal: isSshUser, form: 'letters, digits, and . _ - + @ inside', such: 'debian' },
  host: { isLegal: isSshHost, form: 'a host name, an alias of ssh_config or an IP address', such: 'web1.example.com' },
  jump: { isLegal: isSshJump, form: '[USER@]HOST[:PORT], several with commas between', such: 'ops@bastion:2222' },
} as const;

export const sshValues = {
  law: {
    code: 'MI0313',
    severity: 'error',
    title: 'The values of ssh must be plain names that ssh cannot read as options.',
    explanation:
      'They become arguments of `ssh`. A value that begins with a hyphen would be an option, and `-oProxyCommand=…` would run a command on your machine; so would shell characters in a name that your ssh_config uses in a ProxyCommand. Put options into ssh_config and name its alias in `host`.',
    wrong: example(['host1: { address: 10.0.0.11, ssh: { host: -oProxyCommand=reboot } }']),
    right: example(['host1: { address: 10.0.0.11, ssh: { host: web1.example.com } }']),
  },
  check({ manifest: { input, hosts }, report }) {
    const places: (readonly [path: ManifestPath, ssh: SshInput | undefined])[] = [
      [['defaults', 'ssh'], input.defaults?.ssh],
      ...hosts.map((host) => [['hosts', host.name, 'ssh'], host.input.ssh] as const),
    ];
    for (const [path, ssh = {}] of places) {
      for (const key of ['user', 'host', 'jump'] as const) {
        const value = ssh[key];
        const { isLegal, form, such } = LEGAL[key];
        if (value === undefined || isLegal(value)) continue;
        const why = value.startsWith('-') ? 'begins with a hyphen, which ssh would read as an option' : 'is not legal';
        report({
          path: [...path, key],
          message: `${[...path, key].join('.')} ${quoted(value)} ${why}; legal: ${form}`,
          hint: hintFor(key, value, such),
        });
      }
    }
  },
} as const satisfies Rule;

function hintFor(key: keyof typeof LEGAL, value: string, such: string): string {
  const [, user, host] = /^([^@]+)@([^@]+)$/.exec(value) ?? [];
  if (key === 'host' && user !== undefined && host !== undefined && isSshUser(user) && isSshHost(host)) {
    return `Write user: ${user} and host: ${host}.`;
  }
  return `Example: ${such}.`;
}
