import { isInline, pemText, type TlsPart, tlsParts } from '../../manifest/tls-file.ts';
import type { HostPlan } from '../host-plan.ts';
import type { PlannedFile } from '../part.ts';

/** Where the texts of the manifest land. */
const DIRECTORY = '/etc/docker/tls';

const FLAGS: Readonly<Record<TlsPart, string>> = { ca: 'tlscacert', cert: 'tlscert', key: 'tlskey' };

/** What the manifest says of a host. */
type Asked = Pick<HostPlan, 'manifest' | 'input'>;

/** The host's TLS files, or undefined where its API is not on TCP, or without TLS. */
function tlsOf({ manifest, input }: Asked): Readonly<Record<TlsPart, string>> | undefined {
  return manifest.input.docker?.listen === undefined ? undefined : (input.input.tls ?? manifest.input.docker.tls);
}

export const hasTls = (plan: HostPlan): boolean => tlsOf(plan) !== undefined;

const pathOf = (part: TlsPart, text: string): string => (isInline(text) ? `${DIRECTORY}/${part}.pem` : text);

/** daemon.json keys, which are flags as well: clients without a certificate of this authority are turned away. */
export function tlsOptions(plan: HostPlan): Record<string, string | boolean> {
  const tls = tlsOf(plan);
  if (!tls) return {};
  return { tlsverify: true, ...Object.fromEntries(tlsParts.map((part) => [FLAGS[part], pathOf(part, tls[part])])) };
}

/** The files whose texts the manifest has. */
export function tlsFiles(plan: Asked): PlannedFile[] {
  const tls = tlsOf(plan);
  if (!tls) return [];
  const at = plan.input.input.tls ? ['hosts', plan.input.name, 'tls'] : ['docker', 'tls'];
  return tlsParts
    .filter((part) => isInline(tls[part]))
    .map((part) => ({
      path: pathOf(part, tls[part]),
      mode: part === 'key' ? 0o600 : 0o644,
      content: pemText(tls[part]),
      origins: [[...at, part]],
      ...(part === 'key' ? { secret: true as const } : {}),
    }));
}
