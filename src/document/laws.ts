import type { Law } from '../diagnostics/diagnostic.ts';

const host = (cloudConfig: string): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config:\n${cloudConfig}`;

/** MI07xx: what the user adds to a document. */
export const ownedFile = {
  code: 'MI0701',
  severity: 'error',
  title: 'cloud_config writes no file that meshinit writes.',
  explanation:
    'Of two contents for one file one would be lost. Most have a field of the manifest: docker.daemon for daemon.json.',
  wrong: host('      write_files: [{ path: /etc/docker/daemon.json, content: "{}" }]\n'),
  right: host('      write_files: [{ path: /etc/motd, content: "hello" }]\n'),
} as const satisfies Law;

export const wrongMerge = {
  code: 'MI0702',
  severity: 'error',
  title: 'A key that meshinit writes too is of the same kind in cloud_config.',
  explanation: 'write_files, bootcmd and runcmd are lists, and yours are appended to meshinit’s.',
  wrong: host('      runcmd: echo hello\n'),
  right: host('      runcmd: [echo hello]\n'),
} as const satisfies Law;

export const unknownToCloudInit = {
  code: 'MI0703',
  severity: 'error',
  title: "cloud_config says only what the host's cloud-init understands.",
  explanation: 'An older cloud-init passes over what it does not know, in silence.',
  wrong:
    'meshinit: 1\ndefaults: { os: ubuntu-14.04 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config: { apt: { preserve_sources_list: true } }\n',
  right:
    'meshinit: 1\ndefaults: { os: ubuntu-14.04 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config: { apt_preserve_sources_list: true }\n',
} as const satisfies Law;

export const unknownCloudConfigKey = {
  code: 'MI0704',
  severity: 'error',
  title: 'Every key of cloud_config is one that cloud-init knows.',
  explanation:
    'cloud-init passes over a key that it does not know, and boots a machine without what was asked for. Known are the keys of its published schema, and those that its modules read besides.',
  wrong: host('      write_file: [{ path: /etc/motd, content: "hello" }]\n'),
  right: host('      write_files: [{ path: /etc/motd, content: "hello" }]\n'),
} as const satisfies Law;

export const wrongCloudConfigType = {
  code: 'MI0705',
  severity: 'error',
  title: 'A value of cloud_config has a type that its key takes.',
  explanation:
    'The types are those of cloud-init’s published schema. A module that is given another fails on the host, where nobody looks. The manifest is YAML 1.2: yes and no are texts, and 0644 is the number 644.',
  wrong: host('      packages: htop\n'),
  right: host('      packages: [htop]\n'),
} as const satisfies Law;

export const illegalCloudConfig = {
  code: 'MI0706',
  severity: 'error',
  title: 'A value of cloud_config is one that its key takes.',
  explanation: 'The legal values, forms and sizes are those of cloud-init’s published schema; the message names them.',
  wrong: host('      write_files: [{ path: /etc/motd, content: aGVsbG8K, encoding: base46 }]\n'),
  right: host('      write_files: [{ path: /etc/motd, content: aGVsbG8K, encoding: base64 }]\n'),
} as const satisfies Law;

export const incompleteCloudConfig = {
  code: 'MI0707',
  severity: 'error',
  title: 'A map of cloud_config has the keys that cloud-init needs.',
  explanation:
    'Without them the module does nothing, or fails. What the defaults lack a host’s own part may have: they are merged first.',
  wrong: host('      power_state: { delay: now }\n'),
  right: host('      power_state: { delay: now, mode: reboot }\n'),
} as const satisfies Law;

const ignitionHost = (ignition: string): string =>
  `meshinit: 1\ndefaults: { os: fedora-coreos }\nhosts:\n  host1:\n    address: 10.0.0.11\n    ignition:\n${ignition}`;

export const notIgnition = {
  code: 'MI0708',
  severity: 'error',
  title: 'ignition holds what Ignition 3.3.0 understands, and nothing else.',
  explanation:
    'Ignition passes over a key that it does not know, and stops the boot at a value that it does not take: a host that failed there has no network and nobody to ask. So both are errors here, warnings of its validator included. Butane’s files are to be translated first.',
  wrong: ignitionHost('      storage: { files: [{ path: etc/motd, contents: { source: "data:,hello" } }] }\n'),
  right: ignitionHost('      storage: { files: [{ path: /etc/motd, contents: { source: "data:,hello" } }] }\n'),
} as const satisfies Law;

export const ownedByMeshinit = {
  code: 'MI0709',
  severity: 'error',
  title: 'ignition describes no file and no unit that meshinit writes.',
  explanation:
    'Of two contents for one path one would be lost. A drop-in of another name for one of meshinit’s units is no clash, and docker.daemon is for further keys of daemon.json.',
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
  title: 'ignition says one thing of each path, unit and user.',
  explanation:
    'Ignition refuses two entries of one key in a list, one path as a file and as a link, a file to be overwritten with nothing; and systemd never starts an enabled unit that names no target. What the defaults say of an entry a host’s own part may change: entries of one key are merged.',
  wrong: ignitionHost('      passwd: { users: [{ name: core }, { name: core, uid: 1000 }] }\n'),
  right: ignitionHost('      passwd: { users: [{ name: core, uid: 1000 }] }\n'),
} as const satisfies Law;

export const noWayIn = {
  code: 'MI0751',
  severity: 'warning',
  title: 'A list of users keeps the image’s own, or gives somebody sudo.',
  explanation:
    'cloud-init makes the image’s own user (debian, ubuntu, …) and gives it the provider’s SSH key only where users is absent or lists default. A list without it, in which nobody has sudo, leaves a machine that nobody can administer.',
  wrong: host('      users: [{ name: ops }]\n'),
  right: host('      users: [default, { name: ops }]\n'),
} as const satisfies Law;

/** MI08xx: the document as a whole. */
export const tooLarge = {
  code: 'MI0801',
  severity: 'error',
  title: "A document fits into its provider's user-data.",
  explanation: 'The provider would refuse it. The message names the largest parts and what would help.',
  wrong: host(
    `      write_files: [{ path: /etc/big, content: "${Array.from({ length: 3000 }, (_, index) => ((index * 7919) % 65_537).toString(36)).join('')}" }]\n`,
  ),
  right: host('      write_files: [{ path: /etc/small, content: "hello" }]\n'),
} as const satisfies Law;

export const formatOfAnother = {
  code: 'MI0802',
  severity: 'error',
  title: "A document has a format that its host's system reads.",
  explanation: 'cloud-init reads cloud-config and scripts, Ignition its own JSON.',
  wrong: 'meshinit: 1\nhosts:\n  host1: { address: 10.0.0.11, os: debian-12 }\n',
  right: 'meshinit: 1\nhosts:\n  host1: { address: 10.0.0.11, os: debian-12 }\n',
} as const satisfies Law;

export const partOfAnotherFormat = {
  code: 'MI0803',
  severity: 'error',
  title: 'What a host adds to its document can be said in the document’s format.',
  explanation:
    'cloud_config is for documents that cloud-init reads, ignition for those that Ignition reads, and a script has neither: nothing that the manifest asks for is passed over. A cluster of both kinds of hosts may have both defaults.',
  wrong:
    'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1:\n    address: 10.0.0.11\n    ignition: { passwd: { users: [{ name: ops }] } }\n',
  right: host('      users: [default, { name: ops }]\n'),
} as const satisfies Law;

export const unreadPacking = {
  code: 'MI0851',
  severity: 'warning',
  ofCall: true,
  title: 'A document is packed only as its provider unpacks it.',
  explanation:
    'Where neither the provider nor cloud-init there takes the packing off, the host finds nothing to do. Without --gzip and --base64 the packing is chosen by itself.',
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
  noWayIn,
  tooLarge,
  formatOfAnother,
  partOfAnotherFormat,
  unreadPacking,
] as const satisfies readonly Law[];
