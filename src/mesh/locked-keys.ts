/** A host's key as the lock keeps it. */
export interface LockedKey {
  /**
   * What it is derived by: the host's number and the name that it had when it got its first key. No renaming changes
   * it, and a later host that takes over the number or the name has another.
   */
  readonly id: string;
  /** 0 and up. */
  readonly generation: number;
  /** In base64. */
  readonly publicKey: string;
}

/** What the lock keeps of WireGuard. Removed hosts are in it for as long as their places are. */
export interface LockedEncryption {
  /** What WireGuard addresses are taken from. */
  readonly range: string;
  /** The newest generation of the cluster's keys. */
  readonly generation: number;
  readonly keys: ReadonlyMap<string, LockedKey>;
  /** While keys are being rotated: those of the generation before, of the hosts that got new ones. */
  readonly former: ReadonlyMap<string, LockedKey> | undefined;
}

/** The lock's lines: one a host, sorted, so that changes merge line by line. */
export function keysText(
  { range, generation, keys, former }: LockedEncryption,
  textOf: (label: string) => string,
): string {
  const lines = (of: ReadonlyMap<string, LockedKey>): string =>
    [...of]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, key]) =>
          `  ${textOf(name)}: { id: ${key.id}, generation: ${key.generation}, public: "${key.publicKey}" }\n`,
      )
      .join('');
  return [
    `encryption: { range: "${range}", generation: ${generation} }\n`,
    keys.size === 0
      ? ''
      : `# Public keys. Private ones are derived from the seed, which no lock holds.\nkeys:\n${lines(keys)}`,
    former ? `# Keys before the rotation that is under way.\nformer:\n${lines(former)}` : '',
  ].join('');
}
