/** An input as action.yml has it. */
export interface InputFacts {
  readonly name: string;
  readonly default: string;
  readonly does: string;
}

/** Every input, in action.yml's order. A test holds action.yml, this list and docs/action.md equal. */
export const inputList = [
  {
    name: 'manifest',
    default: 'meshinit.yaml',
    does: 'Path of the manifest; several, or globs, one a line. A line that begins with ! takes paths away again.',
  },
  {
    name: 'out',
    default: 'userdata',
    does: 'Directory to write to; with several manifests, one below it for each cluster.',
  },
  { name: 'format', default: '', does: "cloud-config, ignition or script instead of each system's own." },
  { name: 'provider', default: '', does: "Takes the place of the manifest's defaults.provider." },
  {
    name: 'attach',
    default: 'auto',
    does: 'Whether to attach the documents to a release: auto (on a release or a tag), true or false.',
  },
  { name: 'tag', default: '', does: "Tag of the release to attach to, instead of the event's." },
  { name: 'repository', default: '', does: 'OWNER/NAME of the repository that has the release, if not this one.' },
  {
    name: 'token',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner fills it in, not JavaScript.
    default: '${{ github.token }}',
    does: 'Token that may write contents; needed to attach, and else only to compare with the release before.',
  },
  {
    name: 'frozen',
    default: 'true',
    does: 'A lock file that would change is an error; without one a warning says to commit it.',
  },
  { name: 'strict', default: 'false', does: 'Warnings fail too.' },
  { name: 'draft', default: 'false', does: 'Leave a release that this action creates a draft.' },
  { name: 'prune', default: 'false', does: 'Remove from the release the documents of hosts that left the manifest.' },
  {
    name: 'allow-secrets',
    default: 'false',
    does: 'Attach documents that hold secrets too. Whoever may read the release may read them.',
  },
  {
    name: 'summary',
    default: 'true',
    does: "Write a job summary: true, false, or notes for the table in the release's notes as well.",
  },
] as const satisfies readonly InputFacts[];

export type InputName = (typeof inputList)[number]['name'];
