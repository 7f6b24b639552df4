import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FileChange } from '../../diff/file-changes.ts';
import type { Verdict } from '../../diff/host-change.ts';
import type { HostDocument } from '../../document/pack.ts';
import type { Origin } from '../../explain/origins.ts';
import type { PlanRows } from '../../plan-rows/plan-rows.ts';
import type { ProjectInputs } from '../../project/project-inputs.ts';
import type { Fix } from '../fixes/fix.ts';

/** A manifest with its lock. */
export interface Version {
  readonly text: string;
  readonly lock?: string | undefined;
}

/** A manifest with all that it refers to. */
export interface Project extends Version {
  /** Undefined in a page that has nothing but a text. They may hold secrets: nothing keeps or shares them. */
  readonly inputs?: ProjectInputs | undefined;
}

/** What is to be compiled. */
export interface Subject extends Project {
  /** What the hosts run now: its lock is kept, and each host is compared with it. */
  readonly pinned?: Project | undefined;
}

export interface FixableDiagnostic extends Diagnostic {
  readonly fixes: readonly Fix[];
}

export type DocumentFacts = Omit<HostDocument, 'content'>;

export interface HostVerdict {
  readonly host: string;
  readonly verdict: Verdict;
  readonly why: readonly string[];
  readonly files: readonly Pick<FileChange, 'path' | 'change'>[];
}

/** What came of a subject: first what is known soon, then all of it. */
export interface Outcome {
  readonly diagnostics: readonly FixableDiagnostic[];
  /** Whether the manifest holds what must not leave this page. */
  readonly isSecret: boolean;
  /** Whether the pinned version does. */
  readonly isPinnedSecret: boolean;
  /** Whether there is more to come. */
  readonly isPartial: boolean;
  /** Missing where the manifest is wrong. */
  readonly mesh?: MeshView;
  readonly plan?: PlanRows;
  readonly lock?: string;
  readonly documents: readonly DocumentFacts[];
  /** Of the pinned version: why it cannot be compared, or each host. */
  readonly changes?: { readonly fault: string; readonly hosts: readonly HostVerdict[] };
}

export interface MeshView {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly links: number;
  /** `VXLAN, MTU 1450, split-horizon, 3 hosts, 3 links`. */
  readonly summary: string;
  /** '' where the mesh is too large to be drawn. */
  readonly svg: string;
}

/** One of a host's texts: its document, or a file on it. */
export interface TextView {
  readonly name: string;
  readonly text: string;
  /** What is to be known of it, or ''. */
  readonly note: string;
  /** Of each line. */
  readonly origins: readonly Origin[];
  /** Every file on the host. */
  readonly files: readonly string[];
}

export interface Download {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the page asks, and what it gets. */
export interface Questions {
  readonly schema: { readonly question: null; readonly answer: Readonly<Record<string, unknown>> };
  readonly compile: { readonly question: Subject; readonly answer: Outcome };
  readonly view: { readonly question: { readonly host: string; readonly path?: string }; readonly answer: TextView };
  readonly document: { readonly question: { readonly host: string }; readonly answer: Download };
  readonly archive: { readonly question: null; readonly answer: Download };
  /** Whether a text holds a secret: asked before anything of it leaves the page. */
  readonly isSecret: { readonly question: string; readonly answer: boolean };
}

export type QuestionId = keyof Questions;

export type Asked = {
  [Id in QuestionId]: { readonly number: number; readonly id: Id; readonly question: Questions[Id]['question'] };
}[QuestionId];

export interface Answered {
  readonly number: number;
  readonly answer?: unknown;
  /** Whether another answer of the same question follows. */
  readonly isPartial?: boolean;
  /** An internal error. */
  readonly fault?: string;
}
