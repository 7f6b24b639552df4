import { UsageError } from './errors.ts';
import type { Given } from './project-files.ts';

/**
 * `PATH=VALUE` texts as a map.
 * @param name of the option or input, for messages: none shows a value, which may be a secret
 */
export function settingsOf(settings: readonly string[], name: string): NonNullable<Given['set']> {
  const found = new Map<string, string>();
  for (const setting of settings) {
    const sign = setting.indexOf('=');
    if (sign < 1) {
      throw new UsageError(`${name} needs a path, an equals sign and a value`, `Example: ${name} network.mtu=1400.`);
    }
    const path = setting.slice(0, sign);
    if (found.has(path)) throw new UsageError(`${name} gives ${path} twice`, 'Give one of them.');
    found.set(path, setting.slice(sign + 1));
  }
  return Object.fromEntries(found);
}
