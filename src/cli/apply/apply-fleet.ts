import type { Contact } from '../../fleet/contact.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { askHosts, type Fleet } from '../fleet.ts';
import { HostHistory, type Planned } from '../host-history.ts';
import { widthOf } from '../terminal.ts';
import { type Step, stepsOf, stepTable } from './apply-report.ts';
import { carryOut } from './carry-out.ts';
import { previewPatches } from './dry-run.ts';
import { type Judged, judgeHosts, namesOf } from './judge-hosts.ts';
import { planApply } from './plan-apply.ts';

/** Looks at the hosts, says what is to be done, asks, and does it. */
export async function applyFleet(
  fleet: Fleet,
  names: readonly string[],
  from: Planned | undefined,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const { terminal, options } = fleet;
  const contacts = await askHosts(fleet, names, signal);
  if (signal.aborted) return exitStatus.interrupted;
  const asked = judgeHosts(fleet, contacts, new HostHistory(fleet), from);
  const previews = await previewPatches(fleet, asked, signal);
  if (signal.aborted) return exitStatus.interrupted;
  const judged = asked.map((host): Judged => {
    const fault = previews.find((preview) => preview.host === host.host)?.fault ?? '';
    return fault === '' ? host : { ...host, task: 'stop', why: [fault] };
  });
  const batches = planApply(fleet, judged, options.parallel);
  const steps = stepsOf(judged, batches, previews, goneFrom(fleet, contacts));
  const isStopped = judged.some(({ task }) => task === 'stop');
  const isLeft = judged.some(({ task }) => task === 'rebuild');
  if (!options.json) {
    terminal.out(
      steps.length === 0 ? 'nothing to do: every host has the manifest\n' : stepTable(steps, widthOf(terminal)),
    );
  }
  const end = (done: readonly Step[], status: ExitStatus): ExitStatus => {
    if (options.json) terminal.out(`${JSON.stringify({ ok: status === exitStatus.done, steps: done }, null, 2)}\n`);
    return status;
  };
  if (isStopped) {
    terminal.error('meshinit: nothing was changed. Mend these hosts, or name the others: meshinit apply HOST…\n');
    return end(steps, exitStatus.manifest);
  }
  const left = isLeft ? exitStatus.manifest : exitStatus.done;
  if (options.dryRun || batches.length === 0) return end(steps, left);
  if (!options.yes && !(await isWanted(batches.flatMap(({ hosts }) => hosts).length, fleet))) {
    terminal.error('meshinit: nothing was changed\n');
    return end(steps, exitStatus.manifest);
  }
  const results = new Map<string, Pick<Step, 'state' | 'why'>>();
  const isDone = await carryOut(fleet, batches, judged, signal, ({ host, state, why }) => {
    results.set(host, { state, why: why === '' ? [] : [why] });
    if (!options.json) terminal.out(`${host}: ${state}${why === '' ? '' : `: ${why}`}\n`);
  });
  const done = steps.map((step) => ({ ...step, ...results.get(step.host) }));
  if (isDone) return end(done, left);
  if (!signal.aborted) {
    terminal.error(
      'meshinit: stopped. The hosts before are patched; once the cause is mended, run meshinit apply again to go on.\n',
    );
  }
  return end(done, exitStatus.manifest);
}

async function isWanted(count: number, { terminal }: Fleet): Promise<boolean> {
  const answer = await terminal.ask(`Patch ${count === 1 ? 'this host' : `these ${count} hosts`} now? [y/N] `);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

/** Hosts that others still have among their peers, and the manifest does not. */
function goneFrom(fleet: Fleet, contacts: ReadonlyMap<string, Contact>): string[] {
  const names = new Set(fleet.cluster.nodes.flatMap(({ name }) => namesOf(fleet, name)));
  const peers = [...contacts.values()].flatMap(({ answer }) =>
    answer?.cluster === fleet.cluster.name ? answer.peers.map(({ name }) => name) : [],
  );
  return [...new Set(peers)].filter((name) => !names.has(name)).toSorted();
}
