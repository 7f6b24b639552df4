/** The menu: what a reader does, in order, and the pages for it. A page's title is its first heading. */
export const MENU = {
  Start: ['README.md', 'docs/playground.md'],
  'Write a manifest': [
    'docs/manifest.md',
    'docs/os.md',
    'docs/providers.md',
    'docs/formats.md',
    'docs/networks.md',
    'docs/topologies.md',
    'docs/encryption.md',
    'docs/tls.md',
    'docs/values.md',
  ],
  'Run a cluster': ['docs/status.md', 'docs/patch.md', 'docs/troubleshooting.md', 'docs/errors.md'],
  Automate: ['docs/action.md', 'docs/terraform.md', 'docs/builder.md'],
  'What it rests on': ['docs/scale.md', 'docs/performance.md', 'docs/tested.md', 'docs/facts.md'],
  Contribute: ['CONTRIBUTING.md', 'docs/architecture.md', 'CHANGELOG.md'],
};

export const pages = Object.values(MENU).flat();

/** A page's file on the site, where the README is the first page. */
export const fileOf = (page) => (page === 'README.md' ? 'index.md' : page);
