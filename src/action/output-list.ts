/** Every output, in action.yml's order. A test holds action.yml, this list and docs/action.md equal. */
export const outputList = [
  { name: 'files', does: 'Paths of the files that were written, one a line.' },
  {
    name: 'hosts',
    does: 'JSON: a list of {name, path, bytes, sha256}, one for each host; cluster too where there are several.',
  },
  {
    name: 'changed',
    does: 'JSON: a list of the hosts whose bytes differ from the release before; every host where there is none to compare with.',
  },
  { name: 'release-url', does: 'Page of the release that the documents are attached to.' },
  { name: 'assets', does: 'JSON: a list of {name, url, bytes, sha256} of what is attached.' },
] as const;

export type OutputName = (typeof outputList)[number]['name'];
export type Outputs = Partial<Record<OutputName, string>>;
