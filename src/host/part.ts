import type { ManifestPath } from '../diagnostics/diagnostic.ts';

/** A file that the document puts on the host. */
export interface PlannedFile {
  readonly path: string;
  /** Permission bits, e.g. 0o755. */
  readonly mode: number;
  readonly content: string;
  /** Whether it holds something that others should not read: so does the document then. */
  readonly secret?: true;
  /** The manifest paths that it came from. Never empty. */
  readonly origins: readonly ManifestPath[];
}

/**
 * The order of the first boot's work. Docker comes after the mesh, so that it never starts without its bridge; what comes
 * after Docker finds it running. A patch runs all of it again, and has Docker read changed options at the end.
 */
export const phases = [
  'begin',
  'install',
  'firewall',
  'network',
  'mesh',
  'docker',
  'networks',
  'containers',
  'watch',
] as const;
export type Phase = (typeof phases)[number];

/** One step of the setup script. */
export interface Step {
  readonly phase: Phase;
  /** What it does, for the console and the status file; the infinitive: "install Open vSwitch". */
  readonly does: string;
  /** One shell command, usually a function of the setup script with its arguments. */
  readonly run: string;
}

/** Files of one line or one stanza a peer, which a loop on the host can write where a document has no room for them. */
export interface Folding {
  readonly paths: readonly string[];
  /** Shell that writes exactly these files, with the functions of `unfold.sh`; in it `/etc/meshinit/peers` stands. */
  readonly script: () => string;
}

/** A parameter of the kernel, for every boot. */
export interface Sysctl {
  readonly why: string;
  readonly key: string;
  readonly value: number;
}

/** Variables of a file that scripts source. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/** What one concern (the firewall, the stack, Docker) adds to a host. */
export interface Part {
  readonly files?: readonly PlannedFile[];
  /** Variables of `host.conf` that its scripts read. */
  readonly settings?: Settings;
  /** The same for each of the host's networks in their order: a further one's stand in a file of its own. */
  readonly perNetwork?: readonly Settings[];
  readonly sysctls?: readonly Sysctl[];
  /** Shell functions that the steps call: the text of `scripts/*.sh`. */
  readonly functions?: readonly string[];
  /** Packages of the system's own archive that every later step may need: installed first, all at once. */
  readonly tools?: readonly string[];
  readonly steps?: readonly Step[];
  /** Lines of `meshinit-check`, with its function `check`. */
  readonly checks?: readonly string[];
  readonly foldings?: readonly Folding[];
}

/** A file for everybody to read. */
export function textFile(path: string, content: string, origins: readonly ManifestPath[]): PlannedFile {
  return { path, mode: 0o644, content, origins };
}

/** A script that root may run. */
export function scriptFile(path: string, content: string, origins: readonly ManifestPath[]): PlannedFile {
  return { path, mode: 0o755, content, origins };
}

/** Whether permission bits let nobody but the owner in. */
export const isForOwner = (mode: number): boolean => mode > 0 && mode % 0o100 === 0;
