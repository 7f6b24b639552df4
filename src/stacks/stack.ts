import type { StackId } from './ids.ts';

/** How a host keeps the mesh's devices over a reboot; the parts that do it are the systems'. */
export interface StackFacts {
  readonly stack: StackId;
  /** What it is, for people. */
  readonly title: string;
  /** Whether it reads the peers' addresses on the host, so that a name's new answer reaches it. */
  readonly followsNames: boolean;
  /** Whether the setup's steps bring a mesh that stands to changed files; where they do not, a patch has to. */
  readonly rebuilds: boolean;
  /** What precedes a tunnel's name in the path of its file, where each has one. */
  readonly tunnelFiles?: string;
}
