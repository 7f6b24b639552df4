/** Every output, in action.yml's order. A test holds action.yml, this list and docs/action.md equal. */
export const outputList = [
  { name: 'files', does: 'Paths of the written files, one per line.' },
  {
    name: 'hosts',
    does: 'JSON: a list of {name, path, bytes, sha256}, one per host; with several clusters also cluster.',
  },
  {
    name: 'changed',
    does: 'JSON: a list of the hosts whose documents differ from the previous release; all hosts if there is none.',
  },
  { name: 'status', does: 'passed, or failed if errors, or warnings with strict, stopped the run.' },
  { name: 'errors', does: 'Number of errors in the manifests.' },
  { name: 'warnings', does: 'Number of warnings in the manifests.' },
  { name: 'sarif', does: 'Path of a SARIF file with the errors and warnings, for code scanning.' },
  { name: 'comment-url', does: 'URL of the comment on the pull request.' },
  { name: 'release-url', does: 'URL of the release that the documents are attached to.' },
  { name: 'assets', does: 'JSON: a list of {name, url, bytes, sha256} of the attached documents.' },
] as const;

export type OutputName = (typeof outputList)[number]['name'];
export type Outputs = Partial<Record<OutputName, string>>;
