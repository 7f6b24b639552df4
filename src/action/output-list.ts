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
  { name: 'release-url', does: 'URL of the release that the documents are attached to.' },
  { name: 'assets', does: 'JSON: a list of {name, url, bytes, sha256} of the attached documents.' },
] as const;

export type OutputName = (typeof outputList)[number]['name'];
export type Outputs = Partial<Record<OutputName, string>>;
