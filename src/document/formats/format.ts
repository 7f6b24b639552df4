import type { Reporter } from '../../diagnostics/reporter.ts';
import type { HostConfig } from '../../host/host-config.ts';
import type { Host } from '../../manifest/host.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Draft } from '../draft.ts';
import type { MergeSource } from '../merge.ts';
import type { Passthrough, RawKey } from '../raw-parts.ts';
import type { FormatId } from './ids.ts';

export interface DraftOptions {
  /** For people, whatever its size: where the format has a choice. */
  readonly pretty?: boolean | undefined;
}

/** One host after another. What hosts of one cluster share is rendered once. */
export type Drafter = (config: HostConfig, passthrough: Passthrough, options: DraftOptions) => Draft;

/** The part of a document that the manifest has in the format's own words. */
export interface RawPart {
  /** The manifest's key for it. */
  readonly key: RawKey;
  /** Whether these hosts' parts are in the format's words. @param broken paths whose values were left out */
  readonly check: (manifest: Manifest, hosts: readonly Host[], broken: ReadonlySet<string>, reporter: Reporter) => void;
  /** Whether a part leaves alone what meshinit writes on a host. */
  readonly checkOwned: (config: HostConfig, source: MergeSource, reporter: Reporter) => void;
  readonly merge: (sources: readonly MergeSource[]) => Readonly<Record<string, unknown>>;
}

/** A form of documents. Adding one: its file and what formats.ts says. */
export interface Format {
  readonly id: FormatId;
  /** What reads it on the host. */
  readonly reader: string;
  /** Of the document's file. */
  readonly extension: string;
  readonly raw?: RawPart;
  /** Whether each file has an entry of its own, readable or packed; else all are as small as they can be. */
  readonly hasEntries: boolean;
  /** Whether its reader takes gzip and base64 off the whole document, where the provider lets them pass. */
  readonly unpacks: boolean;
  /** Whether documents with a line `---` between them are one YAML stream. */
  readonly isYaml: boolean;
  readonly drafter: () => Drafter;
}
