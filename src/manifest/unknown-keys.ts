import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { isSecretPath, kindOfKey } from '../secrets/key-kinds.ts';
import { isComposeKey } from './compose-keys.ts';
import { homesOf } from './keys.ts';
import { orList, shortened } from './wording.ts';

/** What people write, from memory of other tools, for keys of the manifest. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    version: ['meshinit'],
    cluster: ['name'],
    nodes: ['hosts'],
    machines: ['hosts'],
    servers: ['hosts'],
    default: ['defaults'],
    ip: ['address'],
    addr: ['address'],
    ipaddress: ['address'],
    image: ['os'],
    distro: ['os'],
    system: ['os'],
    cloud: ['provider'],
    userdata: ['cloud_config'],
    cloudinit: ['cloud_config'],
    cidr: ['subnet'],
    type: ['kind', 'tunnel'],
    protocol: ['kind', 'tunnel'],
    vni: ['key'],
    hub: ['star'],
    hubs: ['star'],
    nat: ['masquerade'],
    checksum: ['sha256'],
    sha: ['sha256'],
  }),
);

/** What an unknown key was meant for. */
export interface Meaning {
  readonly hint: string;
  /** The path that was meant, where it is sure enough that nobody need hear of its absence too. */
  readonly path?: ManifestPath;
}

/**
 * @param map where the key stands
 * @param legal the keys that the map may have
 * @param value what stands under the key
 */
export function meaningOf(key: string, map: ManifestPath, legal: readonly string[], value: unknown): Meaning {
  if (map[0] === 'containers' && map.length === 2 && isComposeKey(key)) {
    return { hint: `Compose has '${key}', but declared containers do not. See docs/containers.md.` };
  }
  const joined = /^([\w-]+)(:|\s*=|\s)\s*(\S.*)$/.exec(key);
  if (joined && legal.includes(joined[1] ?? '') && value === null) return joinedMeaning(joined, map);
  const synonym = SYNONYMS.get(key.toLowerCase().replace(/[^a-z]/g, ''))?.find((word) => legal.includes(word));
  if (synonym !== undefined) return { hint: `Did you mean '${synonym}'?`, path: [...map, synonym] };
  const homes = homesOf(key);
  // A key that is legal elsewhere is hardly a misspelling of one as short as `ovs`.
  const best = homes.length > 0 && key.length < 4 ? undefined : nearest(key, legal);
  const home = homes.length > 0 ? homeMeaning(key, map, homes, value) : undefined;
  if (best === undefined) return home ?? { hint: '' };
  const hint = `Did you mean '${best}'?`;
  return { hint: home ? `${hint} ${home.hint}` : hint, path: [...map, best] };
}

/** `address:10.0.0.11`, `address 10.0.0.11`, `address=10.0.0.11`: all are keys without a value to YAML. */
function joinedMeaning([, name = '', sign, rest = '']: readonly string[], map: ManifestPath): Meaning {
  const missing =
    sign === ':'
      ? 'A space is missing after the colon'
      : `A colon is missing${sign?.includes('=') ? ", in the place of '='" : ''}`;
  const example = kindOfKey(name) || isSecretPath([...map, name]) ? '' : `: ${name}: ${shortened(rest)}`;
  return { hint: `${missing}${example}`, path: [...map, name] };
}

function homeMeaning(key: string, map: ManifestPath, homes: readonly string[], value: unknown): Meaning {
  const places = orList(homes.map(placeName));
  const [home = ''] = homes;
  const isSimple = /^\w+$/.test(home);
  const isShort = typeof value === 'number' || (typeof value === 'string' && /^[\w./:-]{1,40}$/.test(value));
  const isClear = homes.length === 1 || map.length === 0;
  const example =
    isClear && isSimple && isShort && kindOfKey(key) === undefined ? `: ${home}: { ${key}: ${value} }` : '';
  // Of several places the first is `defaults`, whose absence would be reported for each host.
  const path = isSimple && map.length === 0 ? { path: [home, key] } : {};
  return { hint: `'${key}' belongs in ${places}${example}.`, ...path };
}

function placeName(home: string): string {
  if (home === '') return 'the root of the manifest';
  return home.startsWith('hosts.<name>')
    ? home.replace('hosts.<name>', 'a host').replace('a host.', 'a host’s ')
    : home;
}
