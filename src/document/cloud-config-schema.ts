import published from '../../schemas/third-party/cloud-config-22.4.2.schema.json' with { type: 'json' };
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { type JsonSchema, SchemaJudge } from './json-schema.ts';
import type { SchemaFault } from './schema-fault.ts';

/**
 * The schema that is carried is that of 22.4.2, Debian 12's; what later releases brought is in `ADDED`. Here are top-level
 * keys that cloud-init reads and its schema does not have, with where it does so in its 22.4.2. Some are of
 * older versions, which the older systems run.
 */
const READ_KEYS: readonly string[] = [
  // user_data.py: which instance of a launch the part is for.
  'launch-index',
  // mergers/__init__.py, config_merger: how this part is merged into others.
  'merge_how',
  'merge_type',
  // stages.py and cmd/main.py, of the whole configuration, user-data included.
  'allow_userdata',
  'datasource',
  'datasource_list',
  'datasource_pkg_list',
  'def_log_file',
  'log_cfgs',
  'manual_cache_clean',
  'output',
  'syslog_fix_perms',
  'system_info',
  'unverified_modules',
  'vendor_data2',
  'warnings',
  // cc_apt_configure.py, convert_to_v3_apt_format: the flat keys of before 0.7.8.
  'add_apt_repo_match',
  'apt_custom_sources_list',
  'apt_ftp_proxy',
  'apt_http_proxy',
  'apt_https_proxy',
  'apt_mirror',
  'apt_mirror_search',
  'apt_mirror_search_dns',
  'apt_preserve_sources_list',
  'apt_proxy',
  'apt_sources',
  'debconf_selections',
  // cc_rsyslog.py: with `rsyslog` as a list.
  'rsyslog_dir',
  'rsyslog_filename',
  // cc_ubuntu_advantage.py: the former spelling.
  'ubuntu-advantage',
  // Read by 0.7.5 or 18.5 alone: cc_apt_configure.py, cc_debug.py, cc_resizefs.py, cc_snappy.py.
  'apt_config',
  'apt_old_mirrors',
  'debug',
  'resize_rootfs_tmp',
  'snappy',
  // cc_raspberry_pi.py of 25.2.
  'rpi',
];

const TEXT = { type: 'string' };
const MAP_OF_USER = '$defs/users_groups.user/properties';

/**
 * Keys that releases after 22.4.2 brought, after their schema (tags 23.2 to 24.3). Which host's cloud-init knows them is
 * in `os/cloud-init-lacks.ts`.
 */
const ADDED: Readonly<Record<string, JsonSchema>> = {
  [`${MAP_OF_USER}/doas`]: { type: 'array', items: TEXT, minItems: 1 },
  '$defs/cc_set_hostname/properties/create_hostname_file': { type: 'boolean' },
  '$defs/cc_ntp/properties/ntp/properties/allow': { type: 'array', items: TEXT, uniqueItems: true },
  '$defs/cc_ntp/properties/ntp/properties/peers': { type: 'array', items: TEXT, uniqueItems: true },
  '$defs/cc_ubuntu_advantage/properties/ubuntu_pro': {
    $ref: '#/$defs/cc_ubuntu_advantage/properties/ubuntu_advantage',
  },
  '$defs/cc_write_files/properties/write_files/items/properties/source': {
    type: 'object',
    additionalProperties: false,
    properties: { uri: { type: 'string', format: 'uri' }, headers: { type: 'object', additionalProperties: TEXT } },
    required: ['uri'],
  },
};

const PACKAGE_ITEM = {
  oneOf: [TEXT, { type: 'array', items: TEXT, minItems: 2, maxItems: 2 }],
};

/**
 * What cloud-init itself takes although its schema refuses it: an error here would be a false one. Each with the code of
 * 22.4.2 that takes it; what stands at the pointer becomes one alternative of two.
 */
const ALSO_TAKEN: Readonly<Record<string, JsonSchema>> = {
  // distros/__init__.py, write_sudo_rules.
  [`${MAP_OF_USER}/sudo`]: { type: 'array', items: TEXT },
  // cc_disk_setup.py, mkfs: `str(fs_cfg.get("partition"))`, and the schema's own description.
  '$defs/cc_disk_setup/properties/fs_setup/items/properties/partition': { type: ['integer', 'string'] },
  // cc_disk_setup.py, get_partition_mbr_layout and _gpt_layout: a partition's type is any text.
  '$defs/cc_disk_setup/properties/disk_setup/patternProperties/^.+$/properties/layout': {
    type: 'array',
    items: {
      oneOf: [{ type: 'integer' }, { type: 'array', items: { type: ['integer', 'string'] }, minItems: 2, maxItems: 2 }],
    },
  },
  // cc_locale.py: `util.is_false(locale)` leaves the locale alone.
  '$defs/cc_locale/properties/locale': { type: 'boolean' },
  // 23.4: packages of one package manager.
  '$defs/cc_package_update_upgrade_install/properties/packages/items': {
    type: 'object',
    additionalProperties: false,
    properties: { apt: { type: 'array', items: PACKAGE_ITEM }, snap: { type: 'array', items: PACKAGE_ITEM } },
  },
  // cc_rh_subscription.py hands it to subscription-manager as it is.
  '$defs/cc_rh_subscription/properties/rh_subscription/properties/org': TEXT,
  // cc_rsyslog.py, load_config: the list of before 0.7.7.
  '$defs/cc_rsyslog/properties/rsyslog': { type: 'array' },
  // ug_util.py, normalize_users_groups: no users at all, not even the image's.
  '$defs/cc_users_groups/properties/users': { type: 'array', maxItems: 0 },
  // cc_yum_add_repo.py, _format_repo_value: `enabled: 1`, as yum has it.
  '$defs/cc_yum_add_repo/properties/yum_repos/patternProperties/^[0-9a-zA-Z -_]+$/properties/enabled': {
    type: 'integer',
  },
  // … and a list for `gpgkey`, `exclude` and their like.
  '$defs/cc_yum_add_repo/properties/yum_repos/patternProperties/^[0-9a-zA-Z -_]+$/patternProperties/^[0-9a-zA-Z_]+$': {
    type: 'array',
  },
};

interface Judged {
  readonly judge: SchemaJudge;
  /** Every top-level key that cloud-init knows. */
  readonly keys: ReadonlySet<string>;
}

let made: Judged | undefined;

/** Made when first wanted, since most calls of the command line print a plan or a schema and need none. */
const judged = (): Judged => {
  made ??= make();
  return made;
};

/** Every top-level key that cloud-init knows. */
export const cloudConfigKeys = (): string[] => [...judged().keys];

/** What cloud-init would not understand of a cloud-config. */
export function cloudConfigFaults(value: Readonly<Record<string, unknown>>): SchemaFault[] {
  const { judge, keys } = judged();
  const unknown = Object.keys(value).filter((key) => !keys.has(key));
  return [
    ...unknown.map(
      (key): SchemaFault => ({ kind: 'key', path: [key] as ManifestPath, legal: [...keys], patterns: [] }),
    ),
    ...judge.faultsOf(value),
  ];
}

function make(): Judged {
  // Not structuredClone: its first call takes Node 20 as long as all the rest of this.
  const root: Node = JSON.parse(JSON.stringify(published));
  for (const [pointer, schema] of Object.entries(ADDED)) {
    const path = pointer.split('/');
    at(root, path.slice(0, -1))[path.at(-1) ?? ''] = schema;
  }
  for (const [pointer, schema] of Object.entries(ALSO_TAKEN)) alsoTake(root, pointer.split('/'), schema);
  const user = at(root, MAP_OF_USER.split('/'));
  // ug_util.py, _normalize_users: `k.replace("-", "_")`.
  for (const key of Object.keys(user)) user[key.replaceAll('_', '-')] ??= user[key];
  const { allOf, ...rest } = root;
  const properties = propertiesOf((allOf as { $ref: string }[]).map(({ $ref }) => at(root, $ref.split('/').slice(1))));
  const judge = new SchemaJudge({ ...rest, properties });
  return { judge, keys: new Set([...Object.keys(properties), ...READ_KEYS]) };
}

/** One map of all modules' keys: of their fifty schemas a document concerns three, and there may be ten thousand of it. */
function propertiesOf(modules: readonly Node[]): Record<string, JsonSchema> {
  const properties: Record<string, JsonSchema> = {};
  for (const { type = 'object', additionalProperties = true, properties: own, ...others } of modules) {
    if (type !== 'object' || additionalProperties !== true || Object.keys(others).length > 0) {
      throw new Error('a module of the schema has more than properties');
    }
    for (const [key, schema] of Object.entries(own as Record<string, JsonSchema>)) {
      const known = properties[key];
      properties[key] = known ? { allOf: [known, schema] } : schema;
    }
  }
  return properties;
}

type Node = Record<string, unknown>;

function at(root: Node, path: readonly string[]): Node {
  let node: unknown = root;
  for (const step of path) node = (node as Node | undefined)?.[step];
  if (node === undefined) throw new Error(`cloud-init's schema has no ${path.join('/')}`);
  return node as Node;
}

function alsoTake(root: Node, path: readonly string[], schema: JsonSchema): void {
  const parent = at(root, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  parent[key] = { anyOf: [at(root, path), schema] };
}
