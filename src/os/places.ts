/** Directories of a host for what meshinit puts there. */
export interface Places {
  /** Of its programs. */
  readonly SBIN: string;
  /** Of what those share. */
  readonly LIB: string;
}

const usual: Places = { SBIN: '/usr/local/sbin', LIB: '/usr/local/lib/meshinit' };

/** What has a system's facts: nothing of the usual places where it can write there. */
interface Placing {
  readonly places?: Places;
}

// A thousand hosts have the same texts: each is made once, so that what compares them finds the same one.
const known = new WeakMap<Places, Map<string, string>>();

/**
 * A constant text of ours with every `@SBIN@` and `@LIB@` as a system has them. Nothing of the manifest goes through this.
 * @throws Error for a place that no system has
 */
export function placed(text: string, { places = usual }: Placing): string {
  let texts = known.get(places);
  if (!texts) {
    texts = new Map<string, string>();
    known.set(places, texts);
  }
  const found = texts.get(text);
  if (found !== undefined) return found;
  const made = text.replace(/@([A-Z]+)@/g, (_, name: string) => placeOf(name, places));
  texts.set(text, made);
  return made;
}

function placeOf(name: string, places: Places): string {
  if (name === 'SBIN' || name === 'LIB') return places[name];
  throw new Error(`@${name}@ is no place on a host`);
}

/** The path of a program of ours. */
export const programPath = (name: string, os: Placing): string => placed(`@SBIN@/meshinit-${name}`, os);

/** The path of a file that our programs share. */
export const sharedPath = (name: string, os: Placing): string => placed(`@LIB@/${name}`, os);

/** Whether a path is a program of ours, or of what they share. */
export const isProgram = (path: string, os: Placing): boolean =>
  path.startsWith(programPath('', os)) || path.startsWith(sharedPath('', os));
