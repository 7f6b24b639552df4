import type { DocumentOrigin } from '../document/document-origin.ts';
import type { ReleaseAnswer } from './answers.ts';
import type { ReleaseApi } from './release-api.ts';

/** What a download told of an asset. */
export interface Examined {
  readonly content: Uint8Array;
  readonly sha256: string;
  /** Whose document it is, if it is one. */
  readonly origin: DocumentOrigin | undefined;
}

/** A release that is brought to a goal. */
export interface Work {
  readonly api: ReleaseApi;
  readonly release: ReleaseAnswer;
  /** Told of each step that was done, in words. */
  readonly done: (what: string) => void;
  /** What downloads told, by the asset's id. */
  readonly examined: Map<number, Examined>;
  /** Names of the files that were seen in place, for the report. */
  readonly placed: Set<string>;
}
