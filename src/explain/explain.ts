import { type CompileOptions, compile, planCluster } from '../compile.ts';
import { counted } from '../counted.ts';
import { type Diagnostic, hasErrors, type ManifestPath, type Place } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { buildHost } from '../host/build.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import type { Source } from '../manifest/source.ts';
import { fileLineOf } from './document-lines.ts';
import { factsOf } from './facts-of.ts';
import { rawTraces } from './raw-traces.ts';
import { type Trace, tracesOf } from './traces.ts';

/** What is asked about. */
export interface Question {
  readonly host: string;
  /** A file on the host, by its absolute path, or the host's document, by its name; all files where undefined. */
  readonly path?: string | undefined;
  /** Counted from 1; the whole file where undefined. */
  readonly line?: number | undefined;
}

/** Where something comes from. */
export interface Origin {
  /** Of the host's file. */
  readonly file: string;
  /** In the manifest's order, each once; never empty. */
  readonly places: readonly Place[];
  /** What was planned or taken by default, a sentence each. */
  readonly why: readonly string[];
  /** Pages of docs/ with the facts that it rests on, and their sources. */
  readonly facts: readonly string[];
}

export interface Explanation {
  readonly diagnostics: readonly Diagnostic[];
  readonly origins: readonly Origin[];
  /** Why the question has no answer, for people, with a hint or ''. */
  readonly fault?: { readonly message: string; readonly hint: string };
}

/** The manifest lines that a host's files come from. Pure, like `compile`. */
export function explain(text: string, question: Question, options: CompileOptions = {}): Explanation {
  const { source, diagnostics, manifest, plan } = planCluster(text, options);
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
  if (question.path === undefined)
    return { diagnostics, origins: config.files.map((file) => wholeFile(file, config, source)) };
  const target = targetOf(text, question, config, options);
  if ('message' in target) return { diagnostics, origins: [], fault: target };
  return { diagnostics, origins: [originOf(target, config, source)] };
}

/** A line of a file, the whole file where it is 0. Of the user's own files and of the document's frame only the line's text is known. */
interface Target {
  readonly name: string;
  readonly file?: PlannedFile | undefined;
  readonly text: string;
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
  return inFile(path, line ?? 0, config);
}

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
  const [document] = compile(text, { ...options, hosts: [host] }).documents;
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
  const isOurs = at && config.files.some(({ path }) => path === at.path);
  return isOurs ? inFile(at.path, at.line, config) : { name: document.name, text: lines[line - 1] ?? '' };
}

const linesOf = ({ content }: PlannedFile): string[] => content.replace(/\n$/, '').split('\n');

function originOf({ name, file, text }: Target, config: HostConfig, source: Source): Origin {
  const isScript = file !== undefined && (file.mode & 0o111) !== 0;
  const known = [...rawTraces(config.plan), ...(file ? tracesOf(config.plan) : [])];
  const traces = known.filter(
    ({ texts, isName }) => !(isName && isScript) && texts.some((value) => mentions(text, value)),
  );
  const places = placesOf(
    traces.flatMap(({ paths }) => paths),
    source,
  );
  if (places.length === 0 && file && traces.length === 0) return wholeFile(file, config, source);
  return {
    file: name,
    places: places.length > 0 ? places : hostPlace(config, source),
    why: [...new Set(traces.map((trace) => sentence(trace, source)))],
    facts: file
      ? factsOf(
          file.path,
          traces.flatMap(({ facts }) => facts ?? []),
          config.plan,
        )
      : [],
  };
}

function wholeFile(file: PlannedFile, config: HostConfig, source: Source): Origin {
  const places = placesOf(file.origins, source);
  return {
    file: file.path,
    places: places.length > 0 ? places : hostPlace(config, source),
    why: [],
    facts: factsOf(file.path, [], config.plan),
  };
}

/** What nothing in the manifest says comes from the host being there. */
const hostPlace = ({ plan }: HostConfig, source: Source): Place[] => [source.locate(['hosts', plan.node.name], 'key')];

function sentence({ texts, label = texts[0], paths, why }: Trace, source: Source): string {
  const isSaid = paths.some((path) => source.has(path));
  return `${label}: ${why}${isSaid ? '' : ` (by default: no ${paths.map((path) => path.join('.')).join(' or ')})`}`;
}

function placesOf(paths: readonly ManifestPath[], source: Source): Place[] {
  const places = paths
    .filter((path) => source.has(path))
    .map((path) => source.locate(path, source.written(path) === undefined ? 'key' : 'value'));
  const byPosition = new Map(places.map((place) => [`${place.line}:${place.column}`, place]));
  return [...byPosition.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Whether a line has a value, and not only as a part of a longer one. */
function mentions(line: string, value: string): boolean {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (
    new RegExp(`(?<![\\w.-])${escaped}(?![\\w-]|\\.\\w)`).test(line) ||
    (value.endsWith('_enable') && line.includes(`${value}=true`))
  );
}
