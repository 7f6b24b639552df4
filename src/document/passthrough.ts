import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { isRecord } from '../manifest/wording.ts';
import type { Format } from './formats/format.ts';
import { rawSources } from './raw-parts.ts';

/** What the user's raw part adds to a host's document. */
export interface Passthrough {
  readonly value: Readonly<Record<string, unknown>>;
  /** Whether it holds something that others should not read: the document is then for its owner alone. */
  readonly secret: boolean;
}

/** The defaults' part in the format's words and the host's own, merged and checked against what meshinit owns. */
export function readPassthrough(config: HostConfig, format: Format, reporter: Reporter): Passthrough {
  const { raw } = format;
  if (!raw) return { value: {}, secret: false };
  const sources = rawSources(config.plan.manifest, config.plan.input, raw.key);
  for (const source of sources) raw.checkOwned(config, source, reporter);
  const merged = raw.merge(sources);
  return { value: merged, secret: holdsSecret(merged) };
}

/**
 * Keys whose values are for nobody else (cloud-init: users, chpasswd, ssh, write_files, wireguard; Ignition: passwd,
 * luks and httpHeaders).
 */
const SECRET_KEYS =
  /^(hashed_passwd|plain_text_passwd|passwd|password|chpasswd|ssh_keys|wireguard|passwordHash|keyFile|httpHeaders|.*(secret|token|private_key).*)$/;

function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('PRIVATE KEY-----');
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isRecord(value)) return false;
  const mode = value['mode'];
  const permissions = String(typeof mode === 'number' ? mode.toString(8) : (value['permissions'] ?? ''));
  // A file that nobody but its owner may read on the host is not for everybody here either.
  if (/^0?o?[0-7]00$/.test(permissions)) return true;
  return Object.entries(value).some(([key, inner]) => SECRET_KEYS.test(key.replaceAll('-', '_')) || holdsSecret(inner));
}
