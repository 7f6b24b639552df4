import type { Batch } from '../../fleet/batches.ts';
import type { Contact } from '../../fleet/contact.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { askHosts, type Fleet, sayable } from '../fleet.ts';
import { HostHistory, type Planned } from '../host-history.ts';
import { widthOf } from '../terminal.ts';
import { type Step, stepsOf, stepTable } from './apply-report.ts';
import { carryOut } from './carry-out.ts';
import { previewPatches } from './dry-run.ts';
import { type Judged, judgeHosts, namesOf } from './judge-hosts.ts';
import { planApply } from './plan-apply.ts';

/** What is to be done, and what was found out on the way. */
interface Examined {
  readonly judged: readonly Judged[];
  readonly batches: readonly Batch[];
  readonly steps: readonly Step[];
}

/** Looks at the hosts, says what is to be done, asks, and does it. */
export async function applyFleet(
  fleet: Fleet,
  names: readonly string[],
  from: Planned | undefined,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const { terminal, options } = fleet;
  const examined = await examine(fleet, names, from, signal);
  const { judged, batches, steps } = examined;
  if (signal.aborted) return exitStatus.interrupted;
  if (!options.json) terminal.out(steps.length === 0 ? NOTHING : stepTable(steps, widthOf(terminal)));
  if (judged.some(({ task }) => task === 'stop')) {
    terminal.error('meshinit: nothing was changed. Mend these hosts, or name the others: meshinit apply HOST…\n');
    return ended(fleet, steps, exitStatus.manifest);
  }
  const left = judged.some(({ task }) => task === 'rebuild') ? exitStatus.manifest : exitStatus.done;
  if (options.dryRun || batches.length === 0) return ended(fleet, steps, left);
  if (!options.yes && !(await isWanted(batches.flatMap(({ hosts }) => hosts).length, fleet))) {
    terminal.error('meshinit: nothing was changed\n');
    return ended(fleet, steps, exitStatus.manifest);
  }
  const { isDone, done } = await patchAll(fleet, examined, signal);
  if (!isDone && !signal.aborted) terminal.error(STOPPED);
  return ended(fleet, done, isDone ? left : exitStatus.manifest);
}

const NOTHING = 'nothing to do: every host has the manifest\n';
const STOPPED =
  'meshinit: stopped. The hosts before are patched; once the cause is mended, run meshinit apply again to go on.\n';

/** Asks every host, and runs their patches with --dry-run. */
async function examine(
  fleet: Fleet,
  names: readonly string[],
  from: Planned | undefined,
  signal: AbortSignal,
): Promise<Examined> {
  const contacts = await askHosts(fleet, names, signal);
  if (signal.aborted) return { judged: [], batches: [], steps: [] };
  const asked = judgeHosts(fleet, contacts, new HostHistory(fleet), from);
  const previews = await previewPatches(fleet, asked, signal);
  const judged = asked.map((host): Judged => {
    const fault = previews.find((preview) => preview.host === host.host)?.fault ?? '';
    return fault === '' ? host : { ...host, task: 'stop', why: [fault] };
  });
  const batches = planApply(fleet, judged, fleet.options.parallel);
  const steps = stepsOf(judged, batches, previews, goneFrom(fleet, contacts));
  const masked = steps.map((step) => ({ ...step, why: step.why.map((reason) => sayable(fleet, reason)) }));
  return { judged, batches, steps: masked };
}

/** Carries it out, and says of each host what became of it. */
async function patchAll(
  fleet: Fleet,
  { judged, batches, steps }: Examined,
  signal: AbortSignal,
): Promise<{ readonly isDone: boolean; readonly done: readonly Step[] }> {
  const results = new Map<string, Pick<Step, 'state' | 'why'>>();
  const isDone = await carryOut(fleet, batches, judged, signal, ({ host, state, why: reason }) => {
    const why = sayable(fleet, reason);
    results.set(host, { state, why: why === '' ? [] : [why] });
    if (!fleet.options.json) fleet.terminal.out(`${host}: ${state}${why === '' ? '' : `: ${why}`}\n`);
  });
  return { isDone, done: steps.map((step) => ({ ...step, ...results.get(step.host) })) };
}

function ended({ options, terminal }: Fleet, steps: readonly Step[], status: ExitStatus): ExitStatus {
  if (options.json) terminal.out(`${JSON.stringify({ ok: status === exitStatus.done, steps }, null, 2)}\n`);
  return status;
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
