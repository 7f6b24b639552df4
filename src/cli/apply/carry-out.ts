import { printable } from '../../diagnostics/format-glyphs.ts';
import type { Batch } from '../../fleet/batches.ts';
import { faultOf, type SshOutcome } from '../../fleet/contact.ts';
import { inParallel } from '../../fleet/in-parallel.ts';
import { asRoot } from '../../fleet/ssh-target.ts';
import confirm from '../../host/scripts/patch-confirm.sh';
import undo from '../../host/scripts/patch-undo.sh';
import { type Fleet, onHost } from '../fleet.ts';
import { type Judged, scriptFor } from './judge-hosts.ts';
import { faultsAfter } from './verify-hosts.ts';

/** Hosts that are patched at once, where many are. */
const AT_ONCE = 32;
/** Seconds that a host waits for its confirmation, and those for each of its peers, which are checked meanwhile. */
const HELD = 120;
const HELD_A_PEER = 5;
/** Seconds that a patch may take. */
const LONGEST = 900;
const MOST_SAID = 1024 * 1024;
/** Characters of what a host says. */
const MOST_QUOTED = 200;
/** The script's exit status where the host has lost a peer by the patch. */
const LOST = 3;

/** What became of a host. */
export interface Result {
  readonly host: string;
  readonly state: 'patched' | 'failed' | 'rolled back';
  /** Why, in a sentence; '' where all is well. */
  readonly why: string;
}

/** How ssh runs a script on a host. */
type Run = (host: string, words: readonly string[], script: string) => Promise<SshOutcome>;

/**
 * Patches one batch after the other. Each host holds its patch until it is confirmed, and rolls it back by itself where
 * nobody does: whatever becomes of this process, of its connections and of the network, no host stays in between.
 * @param onResult is told of each host
 * @returns whether all are patched; the first failure ends it
 */
export async function carryOut(
  fleet: Fleet,
  batches: readonly Batch[],
  judged: readonly Judged[],
  signal: AbortSignal,
  onResult: (result: Result) => void,
): Promise<boolean> {
  const run: Run = (host, words, script) =>
    onHost(fleet, host, asRoot(...words), script, { within: LONGEST * 1000, most: MOST_SAID, signal });
  for (const batch of batches) {
    const members = judged.filter(({ host }) => batch.hosts.includes(host));
    const failed = await patchBatch(fleet, batch, members, run, signal);
    if (signal.aborted) return false;
    for (const { host } of members) onResult(failed.get(host) ?? { host, state: 'patched', why: '' });
    if (failed.size > 0) return false;
  }
  return true;
}

/** @returns what failed, by host: nothing where all are patched, all of them where one is not */
async function patchBatch(
  fleet: Fleet,
  { isTorn }: Batch,
  members: readonly Judged[],
  run: Run,
  signal: AbortSignal,
): Promise<Map<string, Result>> {
  const hosts = members.map(({ host }) => host);
  const peers = Math.max(...members.map(({ answer }) => answer?.peers.length ?? 0));
  const needed = HELD * Math.ceil(members.length / AT_ONCE) + HELD_A_PEER * peers;
  const held = String(fleet.options.within ?? needed);
  const outcomes = await inParallel(members, AT_ONCE, async (member) => {
    const outcome = await run(member.host, ['--within', held, '--hold'], scriptFor(fleet, member));
    return [member.host, patchFault(outcome, isTorn, held)] as const;
  });
  const faults = new Map(outcomes.filter(([, fault]) => fault !== ''));
  if (signal.aborted) return new Map();
  if (faults.size === 0) {
    for (const [host, fault] of await faultsAfter(fleet, members, signal)) faults.set(host, fault);
  }
  if (signal.aborted) return new Map();
  if (faults.size > 0) return undone(hosts, faults, run, held);
  return confirmed(hosts, run);
}

/** Why a patch failed; '' where it holds. Of torn links a host alone is to lose peers for a while. */
function patchFault(outcome: SshOutcome, isTorn: boolean, held: string): string {
  const { end, status, stdout } = outcome;
  if (end === 'exited' && (status === 0 || (status === LOST && isTorn))) return '';
  if (end === 'exited' && status === LOST) return /does not reach .*/.exec(stdout)?.[0] ?? 'it lost a peer';
  const fault = faultOf(outcome);
  return end === 'exited' && status !== 255 && status !== undefined
    ? (setupFault(stdout) ?? fault)
    : `the connection was lost meanwhile (${fault}); it rolls the patch back by itself, within ${held} s`;
}

/** What a host's own work says that it failed at: the innermost program first, and before the way back begins. */
function setupFault(stdout: string): string | undefined {
  const said = /^meshinit: failed: (.*)$/m.exec(stdout)?.[1];
  return said && printable(said.slice(0, MOST_QUOTED));
}

async function undone(
  hosts: readonly string[],
  faults: ReadonlyMap<string, string>,
  run: Run,
  held: string,
): Promise<Map<string, Result>> {
  const results = await inParallel(hosts, AT_ONCE, async (host): Promise<[string, Result]> => {
    const { status } = await run(host, [], undo);
    const why = faults.get(host) ?? 'another host of its turn failed';
    const isUndone = status === 0;
    const later = isUndone || why.includes('by itself') ? '' : `; it rolls the patch back by itself, within ${held} s`;
    return [host, { host, state: isUndone ? 'rolled back' : 'failed', why: why + later }];
  });
  return new Map(results);
}

async function confirmed(hosts: readonly string[], run: Run): Promise<Map<string, Result>> {
  const results = await inParallel(hosts, AT_ONCE, async (host): Promise<[string, Result][]> => {
    const { status } = await run(host, [], confirm);
    if (status === 0) return [];
    const why =
      status === 4 ? 'it was confirmed too late' : 'it could not be confirmed, and rolls the patch back by itself';
    return [[host, { host, state: status === 4 ? 'rolled back' : 'failed', why }]];
  });
  return new Map(results.flat());
}
