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
    does: 'Path of the manifest, or several paths or globs, one per line. A line that begins with ! excludes paths.',
  },
  {
    name: 'out',
    default: 'userdata',
    does: 'Output directory. With several manifests, each cluster gets a subdirectory.',
  },
  {
    name: 'format',
    default: '',
    does: 'Document format: cloud-config, ignition or script. Default: that of each operating system.',
  },
  { name: 'provider', default: '', does: "Overrides the manifest's defaults.provider." },
  {
    name: 'values',
    default: '',
    does: 'Values for $secret: a YAML map, or the path of a file with one.',
  },
  {
    name: 'seed',
    default: '',
    does: 'The seed of the WireGuard keys, in base64: a secret of the repository. Needed with encryption: wireguard.',
  },
  {
    name: 'set',
    default: '',
    does: 'Values that override those of the manifest, one PATH=VALUE per line, such as network.mtu=1400.',
  },
  {
    name: 'attach',
    default: 'auto',
    does: 'Whether to attach the documents to a release: auto (on a release or a tag), true or false.',
  },
  { name: 'tag', default: '', does: 'Tag of the release to attach to. Default: that of the event.' },
  { name: 'repository', default: '', does: 'OWNER/NAME of the repository with the release. Default: this repository.' },
  {
    name: 'token',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner fills it in, not JavaScript.
    default: '${{ github.token }}',
    does: 'Token with write access to contents. Required to attach; otherwise used only to compare with the previous release.',
  },
  {
    name: 'frozen',
    default: 'true',
    does: 'Fail if the lock file would change. A missing lock file causes a warning.',
  },
  { name: 'strict', default: 'false', does: 'Treat warnings as errors.' },
  { name: 'draft', default: 'false', does: 'Keep a release that this action creates as a draft.' },
  { name: 'prune', default: 'false', does: 'Delete the documents of removed hosts from the release.' },
  {
    name: 'allow-secrets',
    default: 'false',
    does: 'Also attach documents that contain secrets. Everyone who can read the release can read them.',
  },
  {
    name: 'summary',
    default: 'true',
    does: 'Write a job summary: true, false, or notes (also adds the table to the release notes).',
  },
  {
    name: 'comment',
    default: 'false',
    does: 'Keep one comment with the summary on a pull request: the next run edits it. Needs pull-requests: write.',
  },
] as const satisfies readonly InputFacts[];

export type InputName = (typeof inputList)[number]['name'];
