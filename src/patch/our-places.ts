/** Places where every file is one of meshinit's, whatever its manifest was: what is too many there goes. */
const OURS = [
  '/etc/meshinit/*',
  '/etc/init/meshinit-*',
  '/etc/systemd/network/10-meshinit*',
  '/etc/systemd/system/meshinit-*',
  '/etc/systemd/system/*.service.d/meshinit*.conf',
] as const;

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Where a host's own programs stand, by the paths of its files, and all places that are meshinit's alone. */
export function ourPlaces(paths: readonly string[]): { readonly setup: string; readonly places: readonly string[] } {
  const setup = pathOf(paths, '/meshinit-setup');
  const lib = directoryOf(pathOf(paths, '/meshinit/common.sh'));
  return { setup, places: [...OURS, `${directoryOf(setup)}/meshinit-*`, `${lib}/*`] };
}

/** @throws Error where no file's path ends so */
export function pathOf(paths: readonly string[], end: string): string {
  const path = paths.find((candidate) => candidate.endsWith(end));
  if (path === undefined) throw new Error(`there is no ${end}`);
  return path;
}
