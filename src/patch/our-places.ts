import type { OsFacts } from '../os/os-facts.ts';
import { programPath, sharedPath } from '../os/places.ts';

/** Places where every file is one of meshinit's, whatever its manifest was: what is too many there goes. */
const OURS = [
  '/etc/meshinit/*',
  '/etc/init/meshinit-*',
  '/etc/systemd/network/10-meshinit*',
  '/etc/systemd/system/meshinit-*',
  '/etc/systemd/system/*.service.d/meshinit*.conf',
] as const;

/** All places of a host that are meshinit's alone. */
export const ourPlaces = (os: OsFacts): string[] => [...OURS, programPath('*', os), sharedPath('*', os)];
