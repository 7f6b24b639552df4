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
import type { OsId } from './ids.ts';
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

/** Every operating system. Adding one: its file, its import and its place here, and its id in ids.ts. */
export const oses = [
  ubuntu1404,
  ubuntu1604,
  ubuntu1804,
  ubuntu2004,
  ubuntu2204,
  ubuntu2404,
  ubuntu2604,
  debian11,
  debian12,
  debian13,
  centos7,
  rocky8,
  rocky9,
  rocky10,
  alma8,
  alma9,
  alma10,
  fedora,
  amazonLinux2023,
  fedoraCoreos,
  flatcar,
] as const satisfies readonly Os[];

const byId = new Map<OsId, Os>(oses.map((os) => [os.id, os]));

/** What is known of an operating system. */
export function osOf(id: OsId): Os {
  const os = byId.get(id);
  if (!os) throw new Error(`operating system ${id} is in no list`);
  return os;
}
