import { type JsonSchema, SchemaJudge } from './json-schema.ts';
import type { SchemaFault } from './schema-fault.ts';

/** The specification that documents are written in: Fedora CoreOS and Flatcar from 3185 on read it. */
export const IGNITION_VERSION = '3.3.0';

const text = { type: 'string' };
const filled = { type: 'string', pattern: '^[\\s\\S]' };
const flag = { type: 'boolean' };
const count = { type: 'integer', minimum: 0 };
const oneOf = (...values: readonly (string | number)[]) => ({ type: 'string', enum: values });
const list = (items: JsonSchema, minItems = 0) => ({ type: 'array', items, minItems });
const map = (properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** Absolute and in its shortest form: no `//`, no `.` or `..`, no slash at the end. */
const path = { type: 'string', pattern: '^(/|(/(?!\\.{1,2}(/|$))[^/\\u0000]+)+)$' };
const url = { type: 'string', pattern: '^(https?|tftp|s3|gs)://[^\\s/]|^data:[^\\s]*,' };
const web = { type: 'string', pattern: '^https?://[^\\s/]' };
/** Permission bits alone: what stands above them is for specification 3.4. */
const mode = { type: 'integer', minimum: 0, maximum: 0o777 };
const guid = { type: 'string', pattern: '^([0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})?$' };

const verification = map({ hash: { type: 'string', pattern: '^(sha512-.{128}|sha256-.{64})$' } });
const httpHeaders = list(map({ name: filled, value: filled }, ['name', 'value']));
const remote = { compression: oneOf('', 'gzip'), httpHeaders, verification };
const resource = (source: JsonSchema) => map({ source, ...remote }, ['source']);
const anywhere = resource(url);

const owner = map({ id: count, name: text });
const node = { path, overwrite: flag, user: owner, group: owner };

const file = map({ ...node, mode, contents: anywhere, append: list(anywhere) }, ['path']);
const directory = map({ ...node, mode }, ['path']);
const link = map({ ...node, target: filled, hard: flag }, ['path', 'target']);

const partition = map({
  number: count,
  label: { type: 'string', pattern: '^[^:]{0,36}$' },
  startMiB: count,
  sizeMiB: count,
  typeGuid: guid,
  guid,
  wipePartitionEntry: flag,
  shouldExist: flag,
  resize: flag,
});
const disk = map({ device: path, wipeTable: flag, partitions: list(partition) }, ['device']);

const raid = map(
  {
    name: filled,
    level: oneOf(
      ...['linear', 'raid0', '0', 'stripe', 'raid1', '1', 'mirror', 'raid4', '4', 'raid5', '5', 'raid6', '6'],
      ...['raid10', '10'],
    ),
    devices: list(path, 1),
    spares: count,
    options: list(text),
  },
  ['name', 'level', 'devices'],
);

const filesystem = map(
  {
    device: path,
    format: oneOf('ext4', 'btrfs', 'xfs', 'swap', 'vfat', 'none'),
    path,
    wipeFilesystem: flag,
    label: text,
    uuid: text,
    options: list(text),
    mountOptions: list(text),
  },
  ['device', 'format'],
);

const clevis = map({
  custom: map({ pin: oneOf('tpm2', 'tang', 'sss'), config: filled, needsNetwork: flag }, ['pin', 'config']),
  tang: list(map({ url: web, thumbprint: filled }, ['url', 'thumbprint'])),
  threshold: count,
  tpm2: flag,
});
const luks = map(
  {
    name: { type: 'string', pattern: '^[^/]+$' },
    device: path,
    keyFile: anywhere,
    label: { type: 'string', pattern: '^[\\s\\S]{0,47}$' },
    uuid: text,
    options: list(text),
    wipeVolume: flag,
    clevis,
  },
  ['name', 'device'],
);

const unit = map(
  {
    name: {
      type: 'string',
      pattern: '.\\.(service|socket|device|mount|automount|swap|target|path|timer|snapshot|slice|scope)$',
    },
    enabled: flag,
    mask: flag,
    contents: text,
    dropins: list(map({ name: { type: 'string', pattern: '.\\.conf$' }, contents: text }, ['name'])),
  },
  ['name'],
);

const user = map(
  {
    name: filled,
    passwordHash: text,
    sshAuthorizedKeys: list(text),
    uid: count,
    gecos: text,
    homeDir: text,
    noCreateHome: flag,
    primaryGroup: text,
    groups: list(text),
    noUserGroup: flag,
    noLogInit: flag,
    shell: text,
    shouldExist: flag,
    system: flag,
  },
  ['name'],
);
const group = map({ name: filled, gid: count, passwordHash: text, shouldExist: flag, system: flag }, ['name']);

/**
 * Ignition's specification 3.3.0 (config/v3_3 of its repository), as strict as its validator with warnings: an unknown
 * key, a mode with special bits and a plain https proxy are refused too. Its own schema leaves these to the program.
 */
export const ignitionSchema: JsonSchema = map({
  ignition: map({
    version: oneOf('3.0.0', '3.1.0', '3.2.0', IGNITION_VERSION),
    config: map({ merge: list(anywhere), replace: anywhere }),
    timeouts: map({ httpResponseHeaders: count, httpTotal: count }),
    security: map({ tls: map({ certificateAuthorities: list(anywhere) }) }),
    proxy: map({ httpProxy: web, httpsProxy: { type: 'string', pattern: '^https://[^\\s/]' }, noProxy: list(text) }),
  }),
  storage: map({
    disks: list(disk),
    raid: list(raid),
    filesystems: list(filesystem),
    luks: list(luks),
    files: list(file),
    directories: list(directory),
    links: list(link),
  }),
  systemd: map({ units: list(unit) }),
  passwd: map({ users: list(user), groups: list(group) }),
  kernelArguments: map({ shouldExist: list(text), shouldNotExist: list(text) }),
});

let judge: SchemaJudge | undefined;

/** What Ignition would not understand of a configuration. */
export function ignitionFaults(value: Readonly<Record<string, unknown>>): SchemaFault[] {
  judge ??= new SchemaJudge(ignitionSchema);
  return judge.faultsOf(value);
}
