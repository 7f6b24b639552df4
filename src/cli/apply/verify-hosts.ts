import { fewOf } from '../../check/wording.ts';
import type { Contact } from '../../fleet/contact.ts';
import { failedContainers, isOfContainer, isOfNames } from '../../fleet/container-checks.ts';
import type { HostAnswer } from '../../fleet/host-answer.ts';
import { differingFiles } from '../../fleet/host-digest.ts';
import { peerOfCheck } from '../../fleet/link-status.ts';
import { nodeOfCheck } from '../../fleet/overlay-checks.ts';
import { askHosts, type Fleet } from '../fleet.ts';
import { digestIn } from '../host-history.ts';
import type { Judged } from './judge-hosts.ts';

/** How often, and after how many seconds, hosts are looked at again: a spanning tree takes its time. */
const TRIES = 4;
const PAUSE = 5;

/** What is wrong with hosts that were just patched, a sentence by host; nothing where all are well. */
export async function faultsAfter(
  fleet: Fleet,
  patched: readonly Judged[],
  signal: AbortSignal,
): Promise<Map<string, string>> {
  for (let left = TRIES - 1; ; left -= 1) {
    const names = patched.map(({ host }) => host);
    const contacts = await askHosts(fleet, names, signal);
    const faults = new Map(
      patched.flatMap(({ host, answer }) => {
        const fault = faultOf(fleet, host, contacts.get(host), answer);
        return fault === '' ? [] : [[host, fault] as const];
      }),
    );
    if (faults.size === 0 || left === 0 || signal.aborted) return faults;
    await fleet.terminal.sleep(PAUSE, signal);
  }
}

function faultOf(fleet: Fleet, host: string, contact: Contact | undefined, before: HostAnswer | undefined): string {
  const answer = contact?.answer;
  if (!answer) return `after the patch ${contact?.fault ?? 'it was not asked'}`;
  if (!answer.isWhole) return 'after the patch its check did not come to an end';
  const files = differingFiles(digestIn(fleet, host), answer);
  if (files.length > 0) return `after the patch these files are not the manifest's: ${fewOf(files)}`;
  const isSettled = answer.status === 'ready' || failedContainers(answer) !== '';
  if (!answer.isReady || !isSettled) return `after the patch it is not ready: ${answer.status}`;
  const worse = worseThan(before, answer);
  return worse.length === 0 ? '' : `after the patch meshinit-check fails: ${fewOf(worse)}`;
}

/** What is read of an answer here. */
type Checked = Pick<HostAnswer, 'host' | 'checks'>;

/**
 * What fails now, and did not before; of peers, their names and their part in an overlay whatever was well before. Containers do not
 * count: images take their time, and a container may wait for one of a host whose turn comes later.
 */
export function worseThan(before: Checked | undefined, { host, checks }: Checked): string[] {
  const failed = new Set(before?.checks.filter(({ isOk }) => !isOk).map(({ what }) => what));
  const working = before?.checks.filter(({ isOk }) => isOk) ?? [];
  const answered = new Set(working.map(peerOfCheck));
  const heard = working.some(isOfNames);
  const held = new Set(working.map(({ what }) => what));
  return checks
    .filter((check) => {
      if (check.isOk || isOfContainer(check)) return false;
      if (isOfNames(check)) return heard;
      const node = nodeOfCheck(check);
      if (node !== undefined && node !== host) return held.has(check.what);
      const peer = peerOfCheck(check);
      return peer === undefined ? !failed.has(check.what) : answered.has(peer);
    })
    .map(({ what }) => what);
}
