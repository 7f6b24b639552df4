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

/** One host more than `examples/debian-vxlan.yaml`. */
export const grownManifest = (example) => example.replace(/( {2}host)3(.*)13 }\n/, '$13$213 }\n$14$214 }\n');

/** What docs/patch.md shows: `run` finds `grown.yaml` beside the examples. */
export function patchBlocks(run) {
  const from = ['--manifest', 'grown.yaml', '--from', 'examples/debian-vxlan.yaml'];
  return { order: fence('text', run('patch', '--all', ...from)) };
}

/** The head of a document, some short files, the first boot's steps and what cloud-init runs. */
function excerpt(document) {
  const lines = document.trimEnd().split('\n');
  const setup = entry(lines, '/usr/local/sbin/meshinit-setup');
  const script = setup.findIndex((line) => /^ *content:/.test(line)) + 1;
  const steps = setup.filter((line) => /^ *step '/.test(line));
  if (script === 0 || steps.length === 0) throw new Error('the setup script has no steps');
  return [
    ...lines.slice(0, find(lines, /^write_files:$/) + 1),
    ...SHOWN.flatMap((path) => entry(lines, path)),
    more(setup[0]),
    ...setup.slice(0, script + 1),
    more(steps[0]),
    ...steps,
    more(steps[0]),
    ...lines.slice(find(lines, /^runcmd:$/)),
  ].join('\n');
}

const indentOf = (line) => /^ */.exec(line)[0];
const more = (line) => `${indentOf(line)}# …`;

function find(lines, pattern) {
  const index = lines.findIndex((line) => pattern.test(line));
  if (index === -1) throw new Error(`the document has no line like ${pattern}`);
  return index;
}

/** The lines of one file of write_files. */
function entry(lines, path) {
  const start = find(lines, new RegExp(`^ *- path: ${path}$`));
  const depth = indentOf(lines[start]).length;
  const end = lines.findIndex((line, index) => index > start && line !== '' && indentOf(line).length <= depth);
  return lines.slice(start, end);
}

/** A page with the text between each pair of markers made anew. */
export function fillBlocks(page, text, blocks) {
  const left = new Set(Object.keys(blocks));
  const filled = text.replace(/(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, name, end) => {
    if (!left.delete(name)) throw new Error(`${page} has no such block, or two: ${name}`);
    return `${begin}${blocks[name]}${end}`;
  });
  if (left.size > 0) throw new Error(`${page} lacks the blocks ${[...left].join(', ')}`);
  return filled;
}
