import type { Reporter } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { wrongSeed } from './encryption-laws.ts';
import type { LockedAuthority } from './locked-authority.ts';
import type { PlannedAuthorities, PlannedAuthority } from './planned-overlay.ts';

export interface KeptAuthority {
  readonly authorities: PlannedAuthorities;
  /** What the lock is to hold; nothing before a seed was given. */
  readonly kept: LockedAuthority | undefined;
}

/**
 * The authorities that hosts of an overlay trust: by the lock, which the seed must agree with, else the first of the seed.
 * @param locked stays in the lock while there is no overlay, so that no generation comes twice
 */
export function keepAuthority(
  { overlay, keys }: Pick<Manifest, 'overlay' | 'keys'>,
  locked: LockedAuthority | undefined,
  reporter: Reporter,
): KeptAuthority {
  // Its key takes a moment: only where it is asked for.
  const digest = overlay && keys?.pki.authorityDigest(locked?.generation ?? 0);
  const kept = locked ?? (digest === undefined ? undefined : { generation: 0, digest, former: undefined });
  if (kept && digest !== undefined && digest !== kept.digest) reportOtherSeed(reporter);
  return { authorities: authoritiesOf(kept), kept };
}

function authoritiesOf(kept: LockedAuthority | undefined): PlannedAuthorities {
  const newest: PlannedAuthority = { generation: kept?.generation ?? 0, digest: kept?.digest };
  return kept?.former === undefined ? [newest] : [{ generation: newest.generation - 1, digest: kept.former }, newest];
}

const reportOtherSeed = (reporter: Reporter): void =>
  reporter.report(wrongSeed, {
    path: ['overlay'],
    at: 'key',
    message: 'the seed is not the one that the authority in the lock file was derived from',
    hint: 'Use the seed that made the lock file. If it is lost, make a new one and remove the line authority: every host gets another certificate, and meshinit apply brings them to all hosts at once.',
  });

/** Whether hosts of which some trust the one and some the other take each other for peers. Of one that is unknown the generation counts. */
export const isTrustShared = (old: PlannedAuthorities, young: PlannedAuthorities): boolean =>
  old.some((was) =>
    young.some((is) =>
      was.digest === undefined || is.digest === undefined ? was.generation === is.generation : was.digest === is.digest,
    ),
  );
