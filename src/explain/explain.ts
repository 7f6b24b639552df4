import { type CompileOptions, compile, planCluster } from '../compile.ts';
import { counted } from '../counted.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { HostDocument } from '../document/pack.ts';
import { bareFile } from '../host/bare-file.ts';
import { buildHost } from '../host/build.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import { fileLineOf } from './document-lines.ts';
import { type Origin, Origins, type Target } from './origins.ts';

/** What is asked about. */
export interface Question {
  readonly host: string;
  /** A file on the host, by its absolute path, or the host's document, by its name; all files where undefined. */
  readonly path?: string | undefined;
  /** Counted from 1; the whole file where undefined. */
  readonly line?: number | undefined;
}

export interface Explanation {
  readonly diagnostics: readonly Diagnostic[];
  readonly origins: readonly Origin[];
  /** Why the question has no answer, for people, with a hint or ''. */
  readonly fault?: { readonly message: string; readonly hint: string };
}

/** The manifest lines that a host's files come from. Pure, like `compile`. */
export function explain(text: string, question: Question, options: CompileOptions = {}): Explanation {
  const { source, diagnostics, manifest, plan } = planCluster(text, { ...options, isTrial: true });
  if (hasErrors(diagnostics) || !manifest || !plan) return { diagnostics, origins: [] };
  const no = (message: string, hint: string): Explanation => ({ diagnostics, origins: [], fault: { message, hint } });
  const { nodes } = plan.cluster;
  const node = nodes.find(({ name }) => name === question.host);
  if (!node)
    return no(
      `the manifest has no host '${question.host}'`,
      didYouMean(
        question.host,
        nodes.map(({ name }) => name),
      ),
    );
  const config = buildHost(manifest, plan.cluster, node);
  const origins = new Origins(config, source);
  if (question.path === undefined) return { diagnostics, origins: config.files.map((file) => origins.whole(file)) };
  const target = targetOf(text, question, config, options);
  if ('message' in target) return { diagnostics, origins: [], fault: target };
  return { diagnostics, origins: [origins.of(target)] };
}

type Fault = NonNullable<Explanation['fault']>;

function targetOf(
  text: string,
  { host, path = '', line }: Question,
  config: HostConfig,
  options: CompileOptions,
): Target | Fault {
  const isOnHost = config.files.some((file) => file.path === path);
  const isDocument = !isOnHost && path.split('/').at(-1)?.startsWith(`${host}.`);
  if (isDocument) return inDocument(text, host, line, config, options);
  if (line === undefined) return inFile(path, 0, config);
  return inFile(path, line, {
    ...config,
    files: config.files.map((file) => (file.path === path ? onHost(file) : file)),
  });

  /** As the host's document writes it: lines are counted there. */
  function onHost(file: PlannedFile): PlannedFile {
    const bare = bareFile(file);
    if (bare === file) return file;
    return documentOf(text, host, options)?.packing === 'bundle' ? bare : file;
  }
}

const documentOf = (text: string, host: string, options: CompileOptions): HostDocument | undefined =>
  compile(text, { ...options, hosts: [host], isTrial: true }).documents[0];

function inFile(path: string, line: number, { plan, files }: HostConfig): Target | Fault {
  const file = files.find((candidate) => candidate.path === path);
  if (!file) {
    const { name } = plan.node;
    const hint = didYouMean(
      path,
      files.map((candidate) => candidate.path),
    );
    return {
      message: `meshinit writes no file '${path}' on ${name}`,
      hint: hint || `Its files: meshinit explain ${name}`,
    };
  }
  const lines = linesOf(file);
  if (line > lines.length)
    return { message: `${path} has ${counted(lines.length, 'line')}; there is no line ${line}`, hint: '' };
  return { name: path, file, text: line === 0 ? '' : (lines[line - 1] ?? '') };
}

function inDocument(
  text: string,
  host: string,
  line: number | undefined,
  config: HostConfig,
  options: CompileOptions,
): Target | Fault {
  const document = documentOf(text, host, options);
  if (line === undefined) {
    return { message: 'a document needs a line number', hint: `Example: meshinit explain ${host} ${host}.yaml:20` };
  }
  if (document?.packing !== 'readable' || document.format !== 'cloud-config') {
    const hint = `Name a file on the host instead: meshinit explain ${host} /etc/meshinit/peers:2`;
    return { message: `the document of ${host} is not a readable cloud-config`, hint };
  }
  const lines = new TextDecoder().decode(document.content).trimEnd().split('\n');
  if (line > lines.length)
    return { message: `the document has ${counted(lines.length, 'line')}; there is no line ${line}`, hint: '' };
  const at = fileLineOf(lines, line);
  const isOurs = at?.path !== undefined && config.files.some(({ path }) => path === at.path);
  return isOurs ? inFile(at.path, at.line, config) : { name: document.name, text: lines[line - 1] ?? '' };
}

const linesOf = ({ content }: PlannedFile): string[] => content.replace(/\n$/, '').split('\n');
