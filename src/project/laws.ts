import type { Law } from '../diagnostics/diagnostic.ts';

const whole = (text: string): string => `meshinit: 1\ndefaults: { os: debian-12 }\n${text}`;
const host = 'hosts:\n  host1: { address: 10.0.0.11 }\n';
const right = whole(host);

/** MI09xx: several files, values and secrets. */
export const unreadableFile = {
  code: 'MI0901',
  severity: 'error',
  title: 'A file that the manifest names must be a readable file of the project.',
  explanation:
    'Paths are relative to the file that names them. The project is the git repository that holds the manifest, or else the manifest’s directory; links must not lead out of it. Devices, pipes, directories, globs and URLs are refused.',
  wrong: whole(`include: [web.yaml]\n${host}`),
  right,
} as const satisfies Law;

export const endlessInclude = {
  code: 'MI0902',
  severity: 'error',
  title: 'Includes must come to an end.',
  explanation:
    'A file must not include itself, not even through others. Includes may be 16 levels deep and name 256 files. A file that two others include is read once.',
  wrong: whole(`include: [meshinit.yaml]\n${host}`),
  right,
} as const satisfies Law;

export const keyInTwoFiles = {
  code: 'MI0903',
  severity: 'error',
  title: 'Two files must not set the same value.',
  explanation:
    'Included maps are merged at every level. Everything else, a list too, belongs to one file: no file overrides another. To vary a value, let the files that differ set it, or use `$env` with a default, or `--set`.',
  wrong: whole(`include: [mtu.yaml]\n${host}network: { mtu: 1300 }\n`),
  right: whole(`${host}network: { mtu: 1300 }\n`),
} as const satisfies Law;

export const wrongReference = {
  code: 'MI0904',
  severity: 'error',
  title: 'A value from elsewhere is a map of one key: `$env`, `$file` or `$secret`.',
  explanation:
    '`{ $env: NAME }`, `{ $env: NAME, default: … }`, `{ $file: PATH }` and `{ $secret: NAME }` stand for a whole value. `meshinit`, `include` and the manifest itself cannot come from elsewhere.',
  wrong: whole('hosts:\n  host1: { address: { $environment: ADDRESS } }\n'),
  right,
} as const satisfies Law;

export const variableNotSet = {
  code: 'MI0905',
  severity: 'error',
  title: 'A variable that `$env` names must be set.',
  explanation: 'An empty variable counts as one that is not set. `default` gives the value for that case.',
  wrong: whole('hosts:\n  host1: { address: { $env: HOST1_ADDRESS } }\n'),
  right: whole('hosts:\n  host1: { address: { $env: HOST1_ADDRESS, default: 10.0.0.11 } }\n'),
} as const satisfies Law;

export const secretMissing = {
  code: 'MI0906',
  severity: 'error',
  title: 'A name that `$secret` uses must be among the values.',
  explanation:
    'The values are a YAML map: `--values FILE`, or `--values -` for standard input. `$secret: db.password` names the key `password` of the map `db`. An empty value counts as missing.',
  wrong: whole(`${host}docker: { daemon: { labels: [{ $secret: label }] } }\n`),
  right,
} as const satisfies Law;

export const secretMisplaced = {
  code: 'MI0907',
  severity: 'error',
  title: 'A secret belongs where only documents or calls of ssh hold it.',
  explanation:
    '`$secret` is for `cloud_config`, `ignition`, `docker.daemon`, a Compose file in the manifest, `environment`, `command`, `entrypoint` and `labels` of containers, `tls`, `ssh`, addresses of hosts and URLs of packages. Other values are in the lock file, in plans or in names, where everybody reads them. `$env` is for values that are no secrets.',
  wrong: whole(`${host}network: { subnet: { $secret: subnet } }\n`),
  right: whole(`${host}network: { subnet: { $env: SUBNET, default: 172.17.0.0/16 } }\n`),
} as const satisfies Law;

export const variableInText = {
  code: 'MI0908',
  severity: 'error',
  title: 'Nothing is filled in inside a text.',
  explanation:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what other programs would fill in.
    'A value such as `${OS}` or `{{ os }}` is for other programs. Here a whole value comes from elsewhere: `{ $env: OS }`. In `cloud_config`, `ignition` and `docker.daemon` such texts are left as they are: a shell or cloud-init reads them.',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the same.
  wrong: whole('hosts:\n  host1: { address: "${HOST1_ADDRESS}" }\n'),
  right,
} as const satisfies Law;

export const wrongValues = {
  code: 'MI0909',
  severity: 'error',
  title: 'The values must be a YAML map.',
  explanation: 'For example `db: { password: … }`, as `sops -d` prints it. No message shows anything of it but keys.',
  wrong: right,
  right,
} as const satisfies Law;

export const wrongSetting = {
  code: 'MI0910',
  severity: 'error',
  title: '`--set` must name a value of the manifest or a secret.',
  explanation:
    '`--set network.mtu=1400` sets a value of the manifest by its path; a backslash before a dot makes it a part of a key. A name that `$secret` uses can be set too. The path leads through maps, and through entries of lists by their number.',
  wrong: right,
  right,
} as const satisfies Law;

export const wrongEnvFile = {
  code: 'MI0911',
  severity: 'error',
  title: 'A line of an env file must be NAME=VALUE.',
  explanation:
    'As in Compose’s specification: comments begin with #, values may be in quotes, and nothing is filled in in single quotes. A variable without a value would come from the environment, and `$NAME` too: nothing does here. `format: raw` takes everything behind the = as it is.',
  wrong: whole(
    `${host}network: { docker: mesh }\ncontainers: { web: { image: 'nginx:1.27', hosts: host1, env_file: web.env } }\n`,
  ),
  right: whole(
    `${host}network: { docker: mesh }\ncontainers: { web: { image: 'nginx:1.27', hosts: host1, environment: { MODE: production } } }\n`,
  ),
} as const satisfies Law;

export const unusedValue = {
  code: 'MI0951',
  severity: 'warning',
  title: 'Every value should be used.',
  explanation:
    'The values have a key that no `$secret` names. Remove it, or allow the warning where several manifests share the values.',
  wrong: right,
  right,
  ofCall: true,
} as const satisfies Law;

/** Every law of this stage. */
export const projectLaws = [
  unreadableFile,
  endlessInclude,
  keyInTwoFiles,
  wrongReference,
  variableNotSet,
  secretMissing,
  secretMisplaced,
  variableInText,
  wrongValues,
  wrongSetting,
  wrongEnvFile,
  unusedValue,
] as const satisfies readonly Law[];
