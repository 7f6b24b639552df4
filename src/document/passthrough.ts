import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { isSecretPart } from '../host/is-secret-document.ts';
import { holdsSecret } from '../secrets/find-secrets.ts';
import type { Format } from './formats/format.ts';
import { type Passthrough, rawSources } from './raw-parts.ts';

/** The defaults' part in the format's words and the host's own, merged and checked against what meshinit owns. */
export function readPassthrough(config: HostConfig, format: Format, reporter: Reporter): Passthrough {
  const { raw } = format;
  if (!raw) return { value: {}, secret: false };
  const sources = rawSources(config.plan.manifest, config.plan.input, raw.key);
  for (const source of sources) raw.checkOwned(config, source, reporter);
  const merged = raw.merge(sources);
  const [only, ...others] = sources;
  return { value: merged, secret: only && others.length === 0 ? isSecretPart(only.value) : holdsSecret(merged) };
}
