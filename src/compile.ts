import { applyAllow } from './check/allow.ts';
import { checkManifest } from './check/check.ts';
import { type Diagnostic, hasErrors } from './diagnostics/diagnostic.ts';
import type { Reporter } from './diagnostics/reporter.ts';
import { checkCompose } from './document/check-compose.ts';
import { checkRawParts } from './document/check-raw-parts.ts';
import { DocumentFaults } from './document/document-faults.ts';
import { Drafters } from './document/formats/drafters.ts';
import type { DraftOptions } from './document/formats/format.ts';
import { chosenFormat } from './document/formats/formats.ts';
import type { FormatId } from './document/formats/ids.ts';
import { type HostDocument, packHost } from './document/pack.ts';
import type { PackOptions } from './document/packing.ts';
import { readPassthrough } from './document/passthrough.ts';
import { buildHost } from './host/build.ts';
import type { Keys } from './keys/keys.ts';
import { laws } from './laws.ts';
import { type Manifest, readManifest } from './manifest/manifest.ts';
import { parseManifest } from './manifest/parse.ts';
import type { ManifestInput } from './manifest/schema.ts';
import type { Source } from './manifest/source.ts';
import { noSeed } from './mesh/encryption-laws.ts';
import type { Cluster, Node } from './mesh/mesh.ts';
import { type Plan, planNetworks } from './mesh/plan.ts';
import { isForOwner } from './project/is-for-owner.ts';
import { type ProjectInputs, projectInputsOf } from './project/project-inputs.ts';
import type { ProviderId } from './providers/providers.ts';
import { maskCluster } from './secrets/mask-cluster.ts';
import { withoutSecrets } from './secrets/without-secrets.ts';

/** Everything that a compilation depends on besides the manifest's text. */
export interface CompileOptions extends PackOptions, DraftOptions, ProjectInputs {
  /** The lock file's text; undefined where there is none. */
  readonly lock?: string | undefined;
  /** A needed change of the lock, a missing one included, is an error. */
  readonly frozen?: boolean | undefined;
  /** Only these hosts' documents; all where undefined. Names that the manifest does not have are passed over. */
  readonly hosts?: readonly string[] | undefined;
  /** The documents' format; each OS's own where undefined. */
  readonly format?: FormatId | undefined;
  /** Takes the place of the manifest's `defaults.provider`. */
  readonly provider?: ProviderId | undefined;
  /** Nobody is there to commit the lock file that this run makes: a missing one is a warning. */
  readonly ci?: boolean | undefined;
  /**
   * Takes each document as it is made, of so many in all: then the compilation holds none, and the memory of ten
   * thousand is never needed at once. Faults of later ones may still come: nothing taken is final before the end.
   */
  readonly take?: ((document: HostDocument, total: number) => void) | undefined;
  /** The most links that are planned: 2,000,000 unless given, and 50,000,000 in layout routed. */
  readonly mostLinks?: number | undefined;
  /** What the seed gives: the hosts' key pairs, where tunnels are encrypted. */
  readonly keys?: Keys | undefined;
  /** No host will boot with these documents: without the seed, stand-ins take the place of its keys. */
  readonly isTrial?: boolean | undefined;
}

export interface Compilation {
  /** What is wrong or will hurt, in the manifest's order. With an error there is nothing else. */
  readonly diagnostics: readonly Diagnostic[];
  /** For people: without what came by `$secret`. */
  readonly cluster?: Cluster;
  /** What the lock file is to hold. */
  readonly lock?: string;
  /** One for each host, in the manifest's order; none where each was taken as it was made. */
  readonly documents: readonly HostDocument[];
}

/**
 * Manifest to documents. Pure: no I/O, no clock; the same input gives the same bytes. Never throws for what the
 * manifest holds.
 * @param text the manifest, YAML
 */
export function compile(text: string, options: CompileOptions = {}): Compilation {
  const { source, reporter, manifest, plan } = planText(text, options);
  if (!manifest) return { diagnostics: reporter.list(), documents: [] };
  const documents = plan
    ? withoutSecrets(manifest.taint, () => writeDocuments(manifest, plan.cluster, options, reporter))
    : [];
  const diagnostics = applyAllow(reporter.list(), manifest, source, laws);
  if (hasErrors(diagnostics) || !plan) return { diagnostics, documents: [] };
  return { diagnostics, lock: plan.lock, cluster: maskCluster(plan.cluster, manifest.taint), documents };
}

/** A cluster's numbers without its documents, and where the manifest says what. */
export function planCluster(
  text: string,
  options: CompileOptions,
): Omit<Planned, 'reporter'> & { readonly diagnostics: readonly Diagnostic[] } {
  const { reporter, ...planned } = planText(text, options);
  const { manifest, source } = planned;
  return { ...planned, diagnostics: manifest ? applyAllow(reporter.list(), manifest, source, laws) : reporter.list() };
}

interface Planned {
  readonly source: Source;
  readonly reporter: Reporter;
  /** Missing where nothing could be read. */
  readonly manifest?: Manifest;
  /** Missing where the manifest is wrong. */
  readonly plan?: Plan | undefined;
}

/** parse, check and plan. */
function planText(text: string, options: CompileOptions): Planned {
  const { source, reporter, input, broken, taint } = parseManifest(text, projectInputsOf(options));
  if (!input) return { source, reporter };
  return withoutSecrets(taint, () => {
    const manifest = readManifest(input, hostNames(input, source), options.provider, taint, options.keys);
    checkManifest(manifest, broken, reporter);
    checkRawParts(manifest, broken, options.format, reporter);
    if (manifest.compose.length > 0) checkCompose(manifest, broken, reporter);
    return {
      source,
      reporter,
      manifest,
      plan: reporter.failed ? undefined : planWithKeys(manifest, options, reporter),
    };
  });
}

/** In the order in which they are written; hosts that come from elsewhere at the end. */
function hostNames({ hosts }: ManifestInput, source: Source): string[] {
  const written = source.keysOf(['hosts']).filter((name) => Object.hasOwn(hosts, name));
  const known = new Set(written);
  return [...written, ...Object.keys(hosts).filter((name) => !known.has(name))];
}

/** The manifest's faults alone: what `compile` would say, without its documents. */
export function check(text: string, options: CompileOptions = {}): readonly Diagnostic[] {
  return compile(text, { ...options, take: () => undefined, isTrial: true }).diagnostics;
}

/** build, render and pack, host by host, so that no two hosts' files are held at once. */
function writeDocuments(
  manifest: Manifest,
  cluster: Cluster,
  options: CompileOptions,
  reporter: Reporter,
): HostDocument[] {
  const wanted = wantedNodes(cluster, options);
  const drafters = new Drafters();
  const faults = new DocumentFaults(options.format);
  const kept: HostDocument[] = [];
  for (const node of wanted) {
    const config = buildHost(manifest, cluster, node);
    const format = chosenFormat(config.plan.os.formats, options.format);
    const passthrough = readPassthrough(config, format, reporter);
    const isSecret =
      passthrough.secret || config.files.some((file) => file.secret) || isForOwner(manifest.taint, node.name);
    const document = packHost(
      config,
      format,
      (files) => drafters.of(format)(files, passthrough, options),
      options,
      isSecret,
    );
    faults.look(config, passthrough, format, document);
    if (options.take) options.take(document, wanted.length);
    else kept.push(document);
  }
  faults.reportTo(reporter);
  return kept;
}

/** Each private key that is to be written must be known: from the seed, unless it is on the host. */
function planWithKeys(manifest: Manifest, options: CompileOptions, reporter: Reporter): Plan | undefined {
  const plan = planNetworks(manifest, options, reporter);
  if (!plan || options.isTrial || manifest.keys) return plan;
  const nodes = wantedNodes(plan.cluster, options);
  const without = nodes.find(({ wireguard }) => wireguard?.id !== undefined);
  if (!without && (!plan.cluster.overlay || nodes.length === 0)) return plan;
  const [path, what] = without
    ? ['encryption', `the private key of ${without.name} is`]
    : ['overlay', 'the certificates of the overlay’s hosts are'];
  reporter.report(noSeed, {
    path: [path],
    message: `there is no seed, and ${what} derived from one`,
    hint: "Make one: 'meshinit keys'. If there is one elsewhere: --seed FILE, MESHINIT_SEED in the environment, or the input seed of the Action.",
  });
  return undefined;
}

const wantedNodes = ({ nodes }: Cluster, { hosts }: CompileOptions): Node[] =>
  nodes.filter(({ name }) => hosts?.includes(name) ?? true);
