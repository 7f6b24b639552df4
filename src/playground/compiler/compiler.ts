import { type CompileOptions, check, compile, planCluster } from '../../compile.ts';
import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic.ts';
import { diff } from '../../diff/diff.ts';
import type { HostDocument } from '../../document/pack.ts';
import { sizeOf, summaryOf } from '../../graph/picture.ts';
import { svg } from '../../graph/svg.ts';
import { buildHost } from '../../host/build.ts';
import type { HostConfig } from '../../host/host-config.ts';
import type { Source } from '../../manifest/source.ts';
import type { Cluster } from '../../mesh/mesh.ts';
import { planRows } from '../../plan-rows/plan-rows.ts';
import { fixesOf } from '../fixes/fixes.ts';
import { archive } from './archive.ts';
import { hintsForPage } from './hints-for-page.ts';
import { holdsSecretText } from './holds-secret.ts';
import type { Download, FixableDiagnostic, MeshView, Outcome, Subject, TextView } from './messages.ts';
import { documentView, fileView } from './text-view.ts';

/** Milliseconds that may go into proving fixes: what takes longer has none, rather than late answers. */
const FIX_TIME = 300;
/** A full mesh of 1,000 hosts has 499,500. */
const MOST_LINKS = 500_000;
/** More diagnostics than this are read by nobody at once. */
const MOST_DIAGNOSTICS = 100;

/** The compiler with what the page shows of its last result. */
export class Compiler {
  private subject: Subject = { text: '' };
  private planned: ReturnType<typeof planCluster> | undefined;
  private documents: ReadonlyMap<string, HostDocument> = new Map();
  private lock = '';

  /** What is known soon: the faults of the manifest, its mesh and picture. */
  begin(subject: Subject): Outcome {
    this.subject = subject;
    this.documents = new Map();
    this.planned = planCluster(subject.text, { ...this.options, isTrial: true });
    const { diagnostics, plan } = this.planned;
    const isGood = plan !== undefined && !hasErrors(diagnostics);
    this.lock = plan?.lock ?? '';
    return {
      diagnostics: this.withFixes(diagnostics),
      isSecret: holdsSecretText(subject.text) || (this.planned.manifest?.taint.values.length ?? 0) > 0,
      isPinnedSecret: subject.pinned !== undefined && holdsSecretText(subject.pinned.text),
      isPartial: isGood,
      ...(isGood ? { mesh: viewOf(plan.cluster), lock: plan.lock } : {}),
      documents: [],
    };
  }

  /** The rest of an outcome that is partial: the documents, and what they change. */
  finish(begun: Outcome): Outcome {
    if (!begun.isPartial) return begun;
    const { diagnostics, cluster, documents } = compile(this.subject.text, this.options);
    this.documents = new Map(documents.map((document) => [document.host, document]));
    const changes = this.changes();
    return {
      ...begun,
      isPartial: false,
      diagnostics: this.withFixes(diagnostics),
      ...(cluster ? { plan: planRows(cluster, documents) } : {}),
      documents: documents.map(({ content: _, ...facts }) => facts),
      ...(changes ? { changes } : {}),
    };
  }

  view(host: string, path?: string): TextView {
    const { config, source } = this.hostConfig(host);
    const document = this.documentOf(host);
    const file = path === undefined ? undefined : fileView(path, config, source);
    if (file) return file;
    const [pretty = document] =
      document.format === 'cloud-config'
        ? []
        : compile(this.subject.text, { ...this.options, hosts: [host], pretty: true }).documents;
    return documentView(document, pretty, config, source);
  }

  download(host: string): Download {
    const { name, content } = this.documentOf(host);
    return { name, bytes: new Uint8Array(content) };
  }

  async archive(): Promise<Download> {
    if (this.documents.size === 0) throw new Error('there are no documents');
    const name = this.planned?.plan?.cluster.name ?? 'mesh';
    const bytes = await archive({
      name,
      text: this.subject.text,
      lock: this.lock,
      documents: [...this.documents.values()],
    });
    return { name: `${name}.zip`, bytes };
  }

  private get options(): CompileOptions {
    const { lock, pinned, inputs } = this.subject;
    return { ...inputs, lock: pinned?.lock ?? lock, mostLinks: MOST_LINKS };
  }

  private documentOf(host: string): HostDocument {
    const document =
      this.documents.get(host) ?? compile(this.subject.text, { ...this.options, hosts: [host] }).documents[0];
    if (!document) throw new Error(`there is no document of ${host}`);
    return document;
  }

  private hostConfig(name: string): { config: HostConfig; source: Source } {
    const { manifest, plan, source } = this.planned ?? {};
    const node = plan?.cluster.nodes.find((candidate) => candidate.name === name);
    if (!manifest || !plan || !source || !node) throw new Error(`there is no host ${name}`);
    return { config: buildHost(manifest, plan.cluster, node), source };
  }

  private withFixes(diagnostics: readonly Diagnostic[]): FixableDiagnostic[] {
    const { text } = this.subject;
    const end = performance.now() + FIX_TIME;
    const judge = (changed: string): readonly Diagnostic[] => check(changed, this.options);
    return hintsForPage(diagnostics, this.subject)
      .slice(0, MOST_DIAGNOSTICS)
      .map((one) => ({ ...one, fixes: performance.now() < end ? fixesOf(text, one, diagnostics, judge) : [] }));
  }

  private changes(): Outcome['changes'] {
    const { pinned, text, inputs } = this.subject;
    if (!pinned) return undefined;
    const { diagnostics, hosts } = diff(
      { ...pinned.inputs, text: pinned.text, lock: pinned.lock },
      { ...inputs, text, lock: this.lock },
      { mostLinks: MOST_LINKS },
    );
    const fault = diagnostics.before.find(({ severity }) => severity === 'error')?.message ?? '';
    return {
      fault,
      hosts: hosts.map(({ host, verdict, why, files }) => ({
        ...{ host, verdict, why },
        files: files.map(({ path, change }) => ({ path, change })),
      })),
    };
  }
}

function viewOf(cluster: Cluster): MeshView {
  const [hosts, links] = sizeOf(cluster);
  const isSmall = hosts <= svg.most.hosts && links <= svg.most.links;
  return {
    name: cluster.name,
    hosts: cluster.nodes.map(({ name }) => name),
    links,
    summary: summaryOf(cluster),
    svg: isSmall ? svg.draw(cluster) : '',
  };
}
