import type { Reporter } from '../diagnostics/reporter.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { pathKey } from '../manifest/path-key.ts';
import { isRecord, nameOf } from '../manifest/wording.ts';
import { noWayIn } from './laws.ts';
import { merge, originOf } from './merge.ts';
import { rawSources } from './raw-parts.ts';

/** Groups that may use sudo on the images that are supported. */
const ADMIN_GROUPS: readonly string[] = ['sudo', 'wheel', 'admin'];

/** A list of users without the image's own takes that login away: somebody else has to be able to become root. */
export function checkLogins(manifest: Manifest, hosts: readonly Host[], reporter: Reporter): void {
  const said = new Set<string>();
  for (const host of hosts) {
    const sources = rawSources(manifest, host, 'cloud_config');
    const merged = merge(sources);
    const { users } = merged;
    if (!Array.isArray(users) || users.some((user) => isAdministrator(user, merged))) continue;
    const path = originOf(['users'], sources);
    if (said.has(pathKey(path))) continue;
    said.add(pathKey(path));
    reporter.report(noWayIn, {
      path,
      at: 'key',
      message: `${nameOf(path)} leaves nobody who can become root: it lacks the image's own user, 'default', and no user in it has sudo`,
      hint: "Put 'default' first in the list, or give a user sudo: ALL=(ALL) NOPASSWD:ALL.",
    });
  }
}

/** Whether an entry of `users` keeps the image's own user, or makes one that can become root. */
function isAdministrator(user: unknown, config: Readonly<Record<string, unknown>>): boolean {
  if (typeof user === 'string') return user.split(',').some((name) => name.trim() === 'default');
  if (Array.isArray(user)) return user.includes('default');
  if (!isRecord(user)) return false;
  if (user['name'] === 'default') return true;
  if (user['name'] === 'root') return config['disable_root'] === false;
  return allows(user['sudo']) || allows(user['doas']) || mayUseSudo(user);
}

/** `sudo: false` and `sudo: null` say that there is none. */
const allows = (rule: unknown): boolean =>
  Array.isArray(rule) ? rule.length > 0 : typeof rule === 'string' && rule !== '';

/** A group's members give their password to sudo, so they need one. */
function mayUseSudo({ groups, passwd, hashed_passwd, plain_text_passwd }: Readonly<Record<string, unknown>>): boolean {
  const hasPassword = [passwd, hashed_passwd, plain_text_passwd].some((text) => typeof text === 'string');
  const names =
    typeof groups === 'string' ? groups.split(',') : Array.isArray(groups) ? groups : Object.keys(Object(groups));
  return hasPassword && names.some((name) => ADMIN_GROUPS.includes(String(name).trim()));
}
