import type { Law } from '../diagnostics/diagnostic.ts';

const host = (cloudConfig: string): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config:\n${cloudConfig}`;

/** MI07xx: what the user adds to a document. */
export const ownedFile = {
  code: 'MI0701',
  severity: 'error',
  title: 'cloud_config must leave meshinit’s files alone.',
  explanation:
    'One of two contents for one path would be lost; so would files below a path that becomes a file itself, or that a mount covers, as mounts are made after the files. Names that begin with meshinit are its own. Most such files have a field in the manifest: docker.daemon for daemon.json.',
  wrong: host('      write_files: [{ path: /etc/docker/daemon.json, content: "{}" }]\n'),
  right: host('      write_files: [{ path: /etc/motd, content: "hello" }]\n'),
} as const satisfies Law;

export const wrongMerge = {
  code: 'MI0702',
  severity: 'error',
  title: 'A key that meshinit writes too must be a list in cloud_config.',
  explanation: 'write_files, bootcmd and runcmd are lists; yours are appended to meshinit’s.',
  wrong: host('      runcmd: echo hello\n'),
  right: host('      runcmd: [echo hello]\n'),
} as const satisfies Law;

export const unknownToCloudInit = {
  code: 'MI0703',
  severity: 'error',
  title: "cloud_config may use only what the host's cloud-init supports.",
  explanation: 'An older cloud-init silently ignores what it does not know.',
  wrong:
    'meshinit: 1\ndefaults: { os: ubuntu-14.04 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config: { apt: { preserve_sources_list: true } }\n',
  right:
    'meshinit: 1\ndefaults: { os: ubuntu-14.04 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config: { apt_preserve_sources_list: true }\n',
} as const satisfies Law;

export const unknownCloudConfigKey = {
  code: 'MI0704',
  severity: 'error',
  title: 'cloud_config takes only keys that cloud-init knows.',
  explanation:
    'cloud-init ignores a key that it does not know, and boots a machine without what you asked for. Known keys are those of its published schema, and those that its modules also read.',
  wrong: host('      write_file: [{ path: /etc/motd, content: "hello" }]\n'),
  right: host('      write_files: [{ path: /etc/motd, content: "hello" }]\n'),
} as const satisfies Law;

export const wrongCloudConfigType = {
  code: 'MI0705',
  severity: 'error',
  title: 'A value in cloud_config must have a type that its key takes.',
  explanation:
    'The types are those of cloud-init’s published schema. With another type the module fails on the host, where nobody looks. The manifest is YAML 1.2: yes and no are texts, and 0644 is the number 644.',
  wrong: host('      packages: htop\n'),
  right: host('      packages: [htop]\n'),
} as const satisfies Law;

export const illegalCloudConfig = {
  code: 'MI0706',
  severity: 'error',
  title: 'A value in cloud_config must be one that its key takes.',
  explanation: 'The legal values, forms and sizes are those of cloud-init’s published schema; the message names them.',
  wrong: host('      write_files: [{ path: /etc/motd, content: aGVsbG8K, encoding: base46 }]\n'),
  right: host('      write_files: [{ path: /etc/motd, content: aGVsbG8K, encoding: base64 }]\n'),
} as const satisfies Law;

export const incompleteCloudConfig = {
  code: 'MI0707',
  severity: 'error',
  title: 'A map in cloud_config needs the keys that cloud-init requires.',
  explanation:
    'Without them the module does nothing, or fails. The host’s own part may add what the defaults lack: they are merged first.',
  wrong: host('      power_state: { delay: now }\n'),
  right: host('      power_state: { delay: now, mode: reboot }\n'),
} as const satisfies Law;

const ignitionHost = (ignition: string): string =>
  `meshinit: 1\ndefaults: { os: fedora-coreos }\nhosts:\n  host1:\n    address: 10.0.0.11\n    ignition:\n${ignition}`;

export const notIgnition = {
  code: 'MI0708',
  severity: 'error',
  title: 'ignition takes only what Ignition 3.3.0 supports.',
  explanation:
    'Ignition ignores a key that it does not know, and stops the boot at a value that it does not accept: such a host has no network. So both are errors here, and so are its validator’s warnings. Translate Butane files first.',
  wrong: ignitionHost('      storage: { files: [{ path: etc/motd, contents: { source: "data:,hello" } }] }\n'),
  right: ignitionHost('      storage: { files: [{ path: /etc/motd, contents: { source: "data:,hello" } }] }\n'),
} as const satisfies Law;

export const ownedByMeshinit = {
  code: 'MI0709',
  severity: 'error',
  title: 'ignition must leave meshinit’s files and units alone.',
  explanation:
    'One of two contents for one path would be lost; so would files below a path that becomes a link or a file itself, or that a filesystem covers. Names that begin with meshinit are its own. A drop-in with another name for one of meshinit’s units is fine; use docker.daemon for further keys of daemon.json.',
  wrong: ignitionHost(
    '      systemd: { units: [{ name: docker.service, dropins: [{ name: meshinit.conf, contents: "[Unit]" }] }] }\n',
  ),
  right: ignitionHost(
    '      systemd: { units: [{ name: docker.service, dropins: [{ name: mine.conf, contents: "[Unit]" }] }] }\n',
  ),
} as const satisfies Law;

export const contradictoryIgnition = {
  code: 'MI0710',
  severity: 'error',
  title: 'ignition must not contradict itself about a path, unit or user.',
  explanation:
    'Ignition refuses two list entries with the same key, one path as both file and link, and a file to be overwritten with nothing; systemd never starts an enabled unit that names no target. A host’s own part may change an entry of the defaults: entries with the same key are merged.',
  wrong: ignitionHost('      passwd: { users: [{ name: core }, { name: core, uid: 1000 }] }\n'),
  right: ignitionHost('      passwd: { users: [{ name: core, uid: 1000 }] }\n'),
} as const satisfies Law;

export const switchesOff = {
  code: 'MI0711',
  severity: 'error',
  title: 'cloud_config and ignition must leave meshinit’s work switched on.',
  explanation:
    'Some keys and files make cloud-init, Ignition or systemd skip the document, or the steps that run meshinit: the host would boot, and never join the mesh. The hint says what to do instead.',
  wrong: host('      cloud_final_modules: [ssh-authkey-fingerprints]\n'),
  right: host('      cloud_final_modules: [scripts-user, ssh-authkey-fingerprints]\n'),
} as const satisfies Law;

export const wrongCompose = {
  code: 'MI0712',
  severity: 'error',
  title: 'A Compose file must be as Compose’s specification says.',
  explanation:
    'It is held against the JSON schema that the specification publishes, at its own lines. Texts such as `yes` stay texts: write true or false where a switch is wanted.',
  wrong:
    "meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    compose: { services: { web: { image: 'nginx:1.27', port: ['80:80'] } } }\n",
  right:
    "meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    compose: { services: { web: { image: 'nginx:1.27', ports: ['80:80'] } } }\n",
} as const satisfies Law;

export const noWayIn = {
  code: 'MI0751',
  severity: 'warning',
  title: '`users` should keep the image’s own user, or give somebody sudo.',
  explanation:
    'cloud-init creates the image’s own user (debian, ubuntu, …) and gives it the provider’s SSH key only if users is absent or lists default. If the list lacks it and nobody has sudo, nobody can administer the machine.',
  wrong: host('      users: [{ name: ops }]\n'),
  right: host('      users: [default, { name: ops }]\n'),
} as const satisfies Law;

/** MI08xx: the document as a whole. */
export const tooLarge = {
  code: 'MI0801',
  severity: 'error',
  title: "A document must fit into its provider's user-data.",
  explanation: 'The provider would reject it. The message names the largest parts and what would help.',
  wrong: host(
    `      write_files: [{ path: /etc/big, content: "${Array.from({ length: 4000 }, (_, index) => ((index * 7919) % 65_537).toString(36)).join('')}" }]\n`,
  ),
  right: host('      write_files: [{ path: /etc/small, content: "hello" }]\n'),
} as const satisfies Law;

export const formatOfAnother = {
  code: 'MI0802',
  severity: 'error',
  title: "A document must have a format that its host's system reads.",
  explanation: 'cloud-init reads cloud-config and scripts, Ignition its own JSON.',
  wrong: 'meshinit: 1\nhosts:\n  host1: { address: 10.0.0.11, os: debian-12 }\n',
  right: 'meshinit: 1\nhosts:\n  host1: { address: 10.0.0.11, os: debian-12 }\n',
} as const satisfies Law;

export const partOfAnotherFormat = {
  code: 'MI0803',
  severity: 'error',
  title: "A host's raw part must be in its document’s format.",
  explanation:
    'cloud_config is for documents that cloud-init reads, ignition for those that Ignition reads, and a script takes neither: meshinit ignores nothing that the manifest asks for. A cluster with both kinds of hosts may have both defaults.',
  wrong:
    'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    ignition: { passwd: { users: [{ name: ops }] } }\n',
  right: host('      users: [default, { name: ops }]\n'),
} as const satisfies Law;

export const unreadPacking = {
  code: 'MI0851',
  severity: 'warning',
  ofCall: true,
  title: 'Pack a document only in a form that the provider can decode.',
  explanation:
    'If neither the provider nor cloud-init decodes the packing, the host finds nothing to do. Without --gzip and --base64 meshinit chooses the packing.',
  wrong: 'meshinit: 1\ndefaults: { os: debian-12, provider: scaleway }\nhosts:\n  host1: { address: 10.0.0.11 }\n',
  right: 'meshinit: 1\ndefaults: { os: debian-12, provider: aws }\nhosts:\n  host1: { address: 10.0.0.11 }\n',
} as const satisfies Law;

export const documentLaws = [
  ownedFile,
  wrongMerge,
  unknownToCloudInit,
  unknownCloudConfigKey,
  wrongCloudConfigType,
  illegalCloudConfig,
  incompleteCloudConfig,
  notIgnition,
  ownedByMeshinit,
  contradictoryIgnition,
  switchesOff,
  wrongCompose,
  noWayIn,
  tooLarge,
  formatOfAnother,
  partOfAnotherFormat,
  unreadPacking,
] as const satisfies readonly Law[];
