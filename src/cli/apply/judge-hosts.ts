import { planChange } from '../../diff/plan-change.ts';
import type { Contact } from '../../fleet/contact.ts';
import type { HostAnswer } from '../../fleet/host-answer.ts';
import { differingFiles } from '../../fleet/host-digest.ts';
import { buildHost } from '../../host/build.ts';
import type { HostConfig } from '../../host/host-config.ts';
import { patchScript } from '../../patch/patch-script.ts';
import type { Fleet } from '../fleet.ts';
import { digestIn, type HostHistory, type Planned } from '../host-history.ts';

/** What is to be done with a host, and by whom. `stop` ends all before it begins. */
export type Task = 'current' | 'patch' | 'rebuild' | 'boot' | 'stop';

export interface Judged {
  readonly host: string;
  readonly task: Task;
  /** A sentence for each reason, or for each thing that it interrupts. */
  readonly why: readonly string[];
  readonly answer?: HostAnswer;
  /** The plan that it has, where that is known. */
  readonly before?: Planned;
}

/**
 * What each host needs.
 * @param from the manifest that all hosts have, where somebody says so; else each one's own files tell
 */
export function judgeHosts(
  fleet: Fleet,
  contacts: ReadonlyMap<string, Contact>,
  history: HostHistory,
  from: Planned | undefined,
): Judged[] {
  const answers = [...contacts.values()].flatMap(({ answer }) => answer ?? []);
  const known = new Set(answers.flatMap(({ peers }) => peers.map(({ name }) => name)));
  const isKnown = (host: string): boolean =>
    namesOf(fleet, host).some((name) => known.has(name) || from?.cluster.nodes.some((node) => node.name === name));
  return [...contacts].map(([host, contact]) => judgeHost(fleet, host, contact, history, from, isKnown(host)));
}

/** A host's name and its former one. */
export function namesOf({ manifest }: Planned, host: string): string[] {
  const was = manifest.hosts.find(({ name }) => name === host)?.input.was;
  return was === undefined ? [host] : [host, was];
}

function judgeHost(
  fleet: Fleet,
  host: string,
  { answer, fault }: Contact,
  history: HostHistory,
  from: Planned | undefined,
  isKnown: boolean,
): Judged {
  const document = 'compile, and boot it with its document';
  if (!answer) {
    // No other host has heard of it: it need not be there yet.
    return isKnown ? { host, task: 'stop', why: [fault] } : { host, task: 'boot', why: [`${document} (${fault})`] };
  }
  if (answer.cluster === undefined) return { host, task: 'boot', why: [document] };
  if (answer.cluster !== fleet.cluster.name || !namesOf(fleet, host).includes(answer.host)) {
    return { host, task: 'stop', why: [`it answers as ${answer.host} of cluster ${answer.cluster}`] };
  }
  if (!answer.isWhole) return { host, task: 'stop', why: ['its check did not come to an end'] };
  if (differingFiles(digestIn(fleet, host), answer).length === 0) return { host, task: 'current', why: [], answer };
  if (answer.hasPatch) return { host, task: 'stop', why: [WAITS] };
  if (!answer.isReady) return { host, task: 'stop', why: [`it is not ready: ${answer.status || 'no status yet'}`] };
  const before = from ?? history.find(host, answer);
  const was = before && configOf(before, namesOf(fleet, host));
  const change = was && planChange(was, configIn(fleet, host));
  if (change?.verdict === 'rebuild') return { host, task: 'rebuild', why: change.why, answer };
  return { host, task: 'patch', why: change?.why ?? [], answer, ...(before && { before }) };
}

const WAITS =
  'an earlier patch waits there: it is rolled back when its time is over; docs/patch.md says how to keep it or to undo it now';

/** The script that brings a host to the manifest. */
export const scriptFor = (fleet: Fleet, { host, before }: Judged): string =>
  patchScript(configIn(fleet, host), before && configOf(before, namesOf(fleet, host)));

function configIn({ manifest, cluster }: Planned, host: string): HostConfig {
  const node = cluster.nodes.find(({ name }) => name === host);
  if (!node) throw new Error(`${host} is no host of the cluster`);
  return buildHost(manifest, cluster, node);
}

function configOf(planned: Planned, names: readonly string[]): HostConfig | undefined {
  const name = names.find((candidate) => planned.cluster.nodes.some((node) => node.name === candidate));
  return name === undefined ? undefined : configIn(planned, name);
}
