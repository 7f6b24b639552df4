import { planCluster } from '../compile.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { UsageError } from '../edge/errors.ts';
import type { ProjectFiles } from '../edge/project-files.ts';
import { ssh } from '../edge/ssh.ts';
import { type Contact, contactOf, type SshOutcome } from '../fleet/contact.ts';
import { patienceFor, probeScript } from '../fleet/host-digest.ts';
import { inParallel } from '../fleet/in-parallel.ts';
import { asRoot, sshWords } from '../fleet/ssh-target.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { membershipIn } from '../mesh/membership-in.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { MOST_LINKS } from '../mesh/plan-mesh.ts';
import { projectInputsOf } from '../project/project-inputs.ts';
import { diagnose } from './diagnose.ts';
import { digestIn } from './host-history.ts';
import type { Options } from './options.ts';
import { Progress } from './progress.ts';
import { readManifest } from './read-manifest.ts';
import type { Terminal } from './terminal.ts';
import { withKeys } from './with-keys.ts';

/** A cluster that runs, as its manifest says it should be. */
export interface Fleet {
  readonly file: ProjectFiles;
  readonly manifest: Manifest;
  readonly cluster: Cluster;
  /** What the lock file is to hold. */
  readonly lock: string;
  readonly options: Options;
  readonly terminal: Terminal;
}

/** Hosts that are asked at once: more would hold up a jump host, which refuses connections beyond ten by default. */
const AT_ONCE = 16;
/** Times that a connection which breaks before it stands is tried again: a busy jump host drops some (MaxStartups). */
const TRIES = 3;
/** Seconds before the next try. */
const PAUSE = 2;
/** Bytes that a host may say, and those for each of its peers. */
const MOST_SAID = 256 * 1024;
const MOST_SAID_A_PEER = 2048;

/**
 * The cluster of the manifest; undefined where that is wrong, which is told.
 * @param call how to name another
 */
export async function readFleet(options: Options, terminal: Terminal, call: string): Promise<Fleet | undefined> {
  const file = readManifest(options, terminal, call);
  return planFleet(file, await withKeys(options, file, terminal), terminal, 'all');
}

/** @param told which diagnostics are: warnings about what was are no news */
export function planFleet(
  file: ProjectFiles,
  options: Options,
  terminal: Terminal,
  told: 'all' | 'errors alone',
): Fleet | undefined {
  const { diagnostics, manifest, plan } = planCluster(file.text, {
    mostLinks: MOST_LINKS,
    ...options,
    ...projectInputsOf(file),
    lock: file.lock,
  });
  const isGood = (told === 'errors alone' && !hasErrors(diagnostics)) || diagnose(diagnostics, file, options, terminal);
  if (!isGood || !manifest || !plan) return undefined;
  return { file, manifest, ...plan, options, terminal };
}

/** The hosts that the words name, all where there are none. */
export function hostsOf({ cluster }: Fleet, words: readonly string[]): string[] {
  const names = cluster.nodes.map(({ name }) => name);
  const stranger = words.find((word) => !names.includes(word));
  if (stranger !== undefined) {
    throw new UsageError(`the manifest has no host '${stranger}'`, didYouMean(stranger, names));
  }
  return words.length === 0 ? names : names.filter((name) => words.includes(name));
}

/** What hosts say, all at once. */
export async function askHosts(
  fleet: Fleet,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Contact>> {
  const progress = new Progress(fleet.terminal, 'hosts');
  let done = 0;
  try {
    const contacts = await inParallel(names, AT_ONCE, async (name) => {
      const contact = await askHost(fleet, name, signal);
      done += 1;
      if (!signal.aborted) progress.show(done, names.length);
      return [name, contact] as const;
    });
    return new Map(contacts);
  } finally {
    progress.end();
  }
}

async function askHost(fleet: Fleet, name: string, signal: AbortSignal): Promise<Contact> {
  const peers = fleet.cluster.networks.reduce((count, mesh) => count + (membershipIn(mesh, name)?.linkCount ?? 0), 0);
  const patience = patienceFor(peers);
  const script = probeScript(digestIn(fleet, name), patience);
  const bounds = { within: (patience + 60) * 1000, most: MOST_SAID + MOST_SAID_A_PEER * peers, signal };
  for (let left = TRIES - 1; ; left -= 1) {
    const outcome = await onHost(fleet, name, asRoot(), script, bounds);
    if (left === 0 || signal.aborted || !isDropped(outcome)) return contactOf(outcome);
    await fleet.terminal.sleep(PAUSE, signal);
  }
}

/** Whether the connection broke before anybody had logged in. */
const isDropped = ({ end, status, stdout, stderr }: SshOutcome): boolean =>
  end === 'exited' && status === 255 && stdout === '' && /kex_exchange_identification|banner exchange/.test(stderr);

/** What ssh or a host said, without secrets: both like to quote addresses. */
export const sayable = ({ manifest }: Fleet, said: string): string => manifest.taint.inSentence(said, true);

/** Runs a script on a host. */
export async function onHost(
  { manifest, terminal }: Fleet,
  name: string,
  command: string,
  script: string,
  bounds: Parameters<typeof ssh>[2],
): Promise<SshOutcome> {
  const host = manifest.hosts.find((candidate) => candidate.name === name);
  if (!host) throw new Error(`${name} is no host of the manifest`);
  return ssh(sshWords(host, manifest, command), script, bounds, terminal.env);
}
