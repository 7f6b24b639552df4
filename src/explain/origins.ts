import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import type { Source } from '../manifest/source.ts';
import { factsOf } from './facts-of.ts';
import { rawTraces } from './raw-traces.ts';
import { type Trace, tracesOf } from './traces.ts';

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

/** A line of a file, the whole file where it is ''. Of the user's own files and of the document's frame only the line's text is known. */
export interface Target {
  readonly name: string;
  readonly file?: PlannedFile | undefined;
  readonly text: string;
}

/** The origins of what one host's files say. */
export class Origins {
  private readonly config: HostConfig;
  private readonly source: Source;
  private readonly raw: readonly Trace[];
  private readonly planned: readonly Trace[];

  constructor(config: HostConfig, source: Source) {
    this.config = config;
    this.source = source;
    this.raw = rawTraces(config.plan);
    this.planned = tracesOf(config.plan);
  }

  of({ name, file, text }: Target): Origin {
    const isScript = file !== undefined && (file.mode & 0o111) !== 0;
    const known = file ? [...this.raw, ...this.planned] : this.raw;
    const networks = this.networksOf(file);
    const traces = known.filter(
      ({ texts, isName, network }) =>
        !(isName && isScript) &&
        (network === undefined || networks.includes(network)) &&
        texts.some((value) => mentions(text, value)),
    );
    const places = this.placesOf(traces.flatMap(({ paths }) => paths));
    if (places.length === 0 && file && traces.length === 0) return this.whole(file);
    return {
      file: name,
      places: places.length > 0 ? places : this.hostPlace(),
      why: [...new Set(traces.map((trace) => this.config.plan.manifest.taint.inFile(this.sentence(trace))))],
      facts: file
        ? factsOf(
            file.path,
            traces.flatMap(({ facts }) => facts ?? []),
            this.config.plan,
          )
        : [],
    };
  }

  /** The networks that a file is made of: networks may have a value in common. All where it names none. */
  private networksOf(file: PlannedFile | undefined): string[] {
    const meshes = this.config.plan.networks.map(({ mesh }) => mesh);
    const named = meshes.filter(({ path }) =>
      file?.origins.some((origin) => path.every((key, at) => origin[at] === key)),
    );
    return (named.length > 0 ? named : meshes).map(({ name }) => name);
  }

  whole(file: PlannedFile): Origin {
    const places = this.placesOf(file.origins);
    return {
      file: file.path,
      places: places.length > 0 ? places : this.hostPlace(),
      why: [],
      facts: factsOf(file.path, [], this.config.plan),
    };
  }

  /** What nothing in the manifest says comes from the host being there. */
  private hostPlace(): Place[] {
    return [this.source.locate(['hosts', this.config.plan.node.name], 'key')];
  }

  private sentence({ texts, label = texts[0], paths, why }: Trace): string {
    const isSaid = paths.some((path) => this.source.has(path));
    return `${label}: ${why}${isSaid ? '' : ` (by default: no ${paths.map((path) => path.join('.')).join(' or ')})`}`;
  }

  private placesOf(paths: readonly ManifestPath[]): Place[] {
    const places = paths
      .filter((path) => this.source.has(path))
      .map((path) => this.source.locate(path, this.source.written(path) === undefined ? 'key' : 'value'));
    const byPosition = new Map(places.map((place) => [`${place.file ?? ''}:${place.line}:${place.column}`, place]));
    return [...byPosition.values()].sort(
      (a, b) => compareTexts(a.file ?? '', b.file ?? '') || a.line - b.line || a.column - b.column,
    );
  }
}

const compareTexts = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Whether a line has a value, and not only as a part of a longer one. */
function mentions(line: string, value: string): boolean {
  // Most values are in most lines not at all, and a search is a hundredth of an expression's price.
  if (!line.includes(value)) return false;
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return (
    new RegExp(`(?<![\\w.-])${escaped}(?![\\w-]|\\.\\w)`).test(line) ||
    (value.endsWith('_enable') && line.includes(`${value}=true`))
  );
}
