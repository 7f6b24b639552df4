import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The menu: what a reader does, in order, and the pages for it. A page's title is its first heading. */
const ORDER = {
  Start: ['README.md', 'docs/playground.md'],
  'Write a manifest': [
    'docs/manifest.md',
    'docs/os.md',
    'docs/providers.md',
    'docs/formats.md',
    'docs/networks.md',
    'docs/containers.md',
    'docs/names.md',
    'docs/topologies.md',
    'docs/routed.md',
    'docs/evpn.md',
    'docs/overlay.md',
    'docs/encryption.md',
    'docs/tls.md',
    'docs/values.md',
  ],
  'Run a cluster': ['docs/status.md', 'docs/patch.md', 'docs/troubleshooting.md', 'docs/errors.md'],
  Automate: ['docs/action.md', 'docs/terraform.md', 'docs/builder.md'],
  'What it rests on': ['docs/scale.md', 'docs/performance.md', 'docs/tested.md', 'docs/facts.md'],
  Contribute: ['CONTRIBUTING.md', 'docs/architecture.md', 'CHANGELOG.md'],
};

const docs = readdirSync(join(import.meta.dirname, '../../docs')).filter((name) => name.endsWith('.md'));
const others = docs.map((name) => `docs/${name}`).filter((page) => !Object.values(ORDER).flat().includes(page));

/** With the pages that nobody has put in their place yet. */
export const MENU = others.length > 0 ? { ...ORDER, More: others } : ORDER;

export const pages = Object.values(MENU).flat();

/** A page's file on the site, where the README is the first page. */
export const fileOf = (page) => (page === 'README.md' ? 'index.md' : page);
