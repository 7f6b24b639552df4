import { planCluster } from '../compile.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { gatherFiles, type ProjectFiles } from '../edge/project-files.ts';
import { type Committed, historyOf } from '../edge/revision-file.ts';
import { sha256 } from '../edge/sha256.ts';
import type { DocumentStatus } from '../fleet/fleet-status.ts';
import type { HostAnswer } from '../fleet/host-answer.ts';
import { differingFiles, digestOf, type HostDigest } from '../fleet/host-digest.ts';
import { buildHost } from '../host/build.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { projectInputsOf } from '../project/project-inputs.ts';
import type { Options } from './options.ts';

/** Commits of the manifest that are held against what a host has. */
const MOST_COMMITS = 10;

/** A manifest and its numbers. */
export interface Planned {
  readonly manifest: Manifest;
  readonly cluster: Cluster;
}

interface Generation extends Committed, Planned {}

/** What a host's files are to be, by a manifest. */
export function digestIn({ manifest, cluster }: Planned, name: string): HostDigest {
  const node = cluster.nodes.find((candidate) => candidate.name === name);
  if (!node) throw new Error(`${name} is no host of the cluster`);
  return digestOf(buildHost(manifest, cluster, node), sha256);
}

/**
 * Which manifest a host's files are of. No document says so itself: it would cost bytes, and a host would change with every
 * edit of the manifest. But the files tell, since the same manifest makes the same bytes.
 */
export class HostHistory {
  readonly #current: Planned & { readonly file: ProjectFiles };
  readonly #options: Options;
  readonly #commits: Generator<Committed>;
  readonly #read: Generation[] = [];

  constructor(current: Planned & { readonly file: ProjectFiles; readonly options: Options }) {
    this.#current = current;
    this.#options = current.options;
    const { files } = current.file;
    const named = Object.keys(files).filter((name) => typeof files[name] === 'string');
    this.#commits = historyOf(current.file, named, MOST_COMMITS);
  }

  statusOf(host: string, answer: HostAnswer): DocumentStatus {
    const files = differingFiles(digestIn(this.#current, host), answer);
    if (files.length === 0) return { state: 'current', commit: '', files };
    return { state: 'differs', commit: this.find(host, answer)?.commit ?? '', files };
  }

  /** The newest commit whose manifest a host has, if any. */
  find(host: string, answer: HostAnswer): Generation | undefined {
    for (let index = 0; ; index += 1) {
      const generation = this.#read[index] ?? this.#next();
      if (!generation) return undefined;
      const isThere = generation.cluster.nodes.some(({ name }) => name === host);
      if (isThere && differingFiles(digestIn(generation, host), answer).length === 0) return generation;
    }
  }

  /** Manifests that are wrong by today's laws are passed over. */
  #next(): Generation | undefined {
    for (let next = this.#commits.next(); !next.done; next = this.#commits.next()) {
      const { file, commit } = next.value;
      const project = projectInputsOf(gatherFiles(file, this.#current.file));
      const { diagnostics, manifest, plan } = planCluster(file.text, { ...this.#options, ...project, lock: file.lock });
      if (hasErrors(diagnostics) || !manifest || !plan) continue;
      const generation = { file, commit, manifest, cluster: plan.cluster };
      this.#read.push(generation);
      return generation;
    }
    return undefined;
  }
}
