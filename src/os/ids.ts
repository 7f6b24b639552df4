/** Every operating system, in the order of the docs. */
export const osIds = [
  'ubuntu-14.04',
  'ubuntu-16.04',
  'ubuntu-18.04',
  'ubuntu-20.04',
  'ubuntu-22.04',
  'ubuntu-24.04',
  'ubuntu-26.04',
  'debian-11',
  'debian-12',
  'debian-13',
  'centos-7',
  'rocky-8',
  'rocky-9',
  'rocky-10',
  'alma-8',
  'alma-9',
  'alma-10',
  'fedora',
  'amazon-linux-2023',
  'fedora-coreos',
  'flatcar',
] as const;

export type OsId = (typeof osIds)[number];

/** Where Docker can come from. */
export const dockerSourceIds = ['distro', 'docker-ce', 'none'] as const;

export type DockerFrom = (typeof dockerSourceIds)[number];
