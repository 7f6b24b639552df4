import { centos7 } from './centos-7.ts';
import { debian12 } from './debian-12.ts';
import { debian13 } from './debian-13.ts';
import type { OsId } from './ids.ts';
import type { Os } from './os.ts';
import { ubuntu1404 } from './ubuntu-14.04.ts';

/** Every operating system that is there. Adding one: its file, its import and its place here. */
export const oses = [ubuntu1404, debian12, debian13, centos7] as const satisfies readonly Os[];

const byId = new Map<OsId, Os>(oses.map((os) => [os.id, os]));

/** What is known of an operating system, or undefined where a later release brings it. */
export const osOf = (id: OsId): Os | undefined => byId.get(id);
