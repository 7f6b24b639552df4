import { fence } from './markdown.mjs';
import { providerTable } from './providers-page.mjs';

/** A manifest with three mistakes, for the picture of an error. */
export const WRONG_MANIFEST = `meshinit: 1
name: demo
defaults: { os: debian-12, provider: azure }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.11 }
network:
  tunnel: gre
  topolgy: full
`;

/** Files of the document that the excerpt shows. */
const SHOWN = ['/etc/docker/daemon.json', '/etc/meshinit/peers'];

/**
 * What the README shows of the tool itself, by the name between its markers.
 * @param run runs the command line in a folder with the examples and the wrong manifest; gives its whole output
 */
export function readmeBlocks(facts, run) {
  const manifest = 'examples/debian-vxlan.yaml';
  return {
    compile: fence('text', run('compile', manifest)),
    plan: fence('text', run('plan', manifest)),
    document: fence('yaml', excerpt(run('compile', manifest, '--host', 'host1', '--stdout'))),
    error: `${fence('yaml wrong', WRONG_MANIFEST)}\n${fence('text', run('check', 'cluster.yaml'))}`,
    providers: providerTable(facts),
  };
}

/** The head of a document, some short files, the first boot's steps and what cloud-init runs. */
function excerpt(document) {
  const lines = document.trimEnd().split('\n');
  const from = (start) => lines.slice(lines.indexOf(start));
  const entry = (path) => {
    const [head, ...rest] = from(`  - path: ${path}`);
    const end = rest.findIndex((line) => /^( {2}-|\S)/.test(line));
    return [head, ...rest.slice(0, end)];
  };
  const setup = entry('/usr/local/sbin/meshinit-setup');
  return [
    ...lines.slice(0, lines.indexOf('write_files:') + 1),
    ...SHOWN.flatMap(entry),
    '  # …',
    ...setup.slice(0, setup.findIndex((line) => line.includes('content:')) + 2),
    '      # …',
    ...setup.filter((line) => line.startsWith("      step '")),
    '      # …',
    ...from('runcmd:'),
  ].join('\n');
}

/** The README with the text between each pair of markers made anew. */
export function fillReadme(text, blocks) {
  const left = new Set(Object.keys(blocks));
  const filled = text.replace(/(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, name, end) => {
    if (!left.delete(name)) throw new Error(`README.md has no such block, or two: ${name}`);
    return `${begin}${blocks[name]}${end}`;
  });
  if (left.size > 0) throw new Error(`README.md lacks the blocks ${[...left].join(', ')}`);
  return filled;
}
