import { alma8 } from './alma-8.ts';
import { alma9 } from './alma-9.ts';
import { alma10 } from './alma-10.ts';
import { amazonLinux2023 } from './amazon-linux-2023.ts';
import { centos7 } from './centos-7.ts';
import { debian11 } from './debian-11.ts';
import { debian12 } from './debian-12.ts';
import { debian13 } from './debian-13.ts';
import { fedora } from './fedora.ts';
import { fedoraCoreos } from './fedora-coreos.ts';
import { flatcar } from './flatcar.ts';
import { type OsId, osIds } from './ids.ts';
import type { Os } from './os.ts';
import { rocky8 } from './rocky-8.ts';
import { rocky9 } from './rocky-9.ts';
import { rocky10 } from './rocky-10.ts';
import { ubuntu1404 } from './ubuntu-14.04.ts';
import { ubuntu1604 } from './ubuntu-16.04.ts';
import { ubuntu1804 } from './ubuntu-18.04.ts';
import { ubuntu2004 } from './ubuntu-20.04.ts';
import { ubuntu2204 } from './ubuntu-22.04.ts';
import { ubuntu2404 } from './ubuntu-24.04.ts';
import { ubuntu2604 } from './ubuntu-26.04.ts';

/**
 * Every operating system by its id: one that has no file, or another's, does not compile. Adding one: its file, its import
 * and its place here, and its id in ids.ts.
 */
const byId: Readonly<Record<OsId, Os>> = {
  'ubuntu-14.04': ubuntu1404,
  'ubuntu-16.04': ubuntu1604,
  'ubuntu-18.04': ubuntu1804,
  'ubuntu-20.04': ubuntu2004,
  'ubuntu-22.04': ubuntu2204,
  'ubuntu-24.04': ubuntu2404,
  'ubuntu-26.04': ubuntu2604,
  'debian-11': debian11,
  'debian-12': debian12,
  'debian-13': debian13,
  'centos-7': centos7,
  'rocky-8': rocky8,
  'rocky-9': rocky9,
  'rocky-10': rocky10,
  'alma-8': alma8,
  'alma-9': alma9,
  'alma-10': alma10,
  fedora,
  'amazon-linux-2023': amazonLinux2023,
  'fedora-coreos': fedoraCoreos,
  flatcar,
} as const satisfies { readonly [Id in OsId]: Os & { readonly id: Id } };

/** Every operating system, in the order of the docs. */
export const oses: readonly Os[] = osIds.map((id) => byId[id]);

/** What is known of an operating system. */
export const osOf = (id: OsId): Os => byId[id];
