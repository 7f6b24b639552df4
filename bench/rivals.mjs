// What people use instead, doing the same work: their documents are meshinit's own, byte for byte, or the run fails.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('rivals/', import.meta.url));

/** Debian's packages of the rivals, with what shows that each is there. */
const NEEDED = {
  'python3-jinja2': ['python3', '-c', 'import jinja2, yaml'],
  'ansible-core': ['ansible-playbook', '--version'],
  'cloud-init': ['cloud-init', 'devel', 'make-mime', '--list-types'],
};

/** Packages that are missing, for people. */
export const missingPackages = () =>
  Object.entries(NEEDED)
    .filter(([, [program, ...words]]) => spawnSync(program, words).status !== 0)
    .map(([name]) => name);

function print(...command) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

const hex = (address) =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join(':');

/** The plan's numbers as an inventory, which YAML readers take for JSON is YAML. */
function inventoryOf(plan) {
  return plan.hosts.map(({ name, address, slice, bridge }, index) => ({
    ...{ name, address, slice, bridge, number: index + 1 },
    ...{ bridge_mac: `02:64:${hex(bridge)}`, switch_mac: `02:6d:${hex(bridge)}` },
  }));
}

const PEERS = `    # port underlay mesh name{% for peer in hosts if peer.name != host.name %}
    vxlan{{ peer.number | link(host.number) }} {{ peer.address }} {{ peer.bridge }} {{ peer.name }}
{%- endfor %}
`;

/** A readable document of a full mesh as a template: each number of its host gives way to a variable. */
function templateOf(document, host) {
  let text = document.replace(/ {4}# port underlay mesh name\n(?: {4}vxlan\d+ .*\n)+/, PEERS);
  for (const key of ['slice', 'bridge_mac', 'switch_mac']) text = text.replaceAll(host[key], `{{ host.${key} }}`);
  return text
    .replaceAll(`=${host.bridge}/`, '={{ host.bridge }}/')
    .replaceAll(`=${host.address}\n`, '={{ host.address }}\n')
    .replaceAll(new RegExp(`\\b${host.name}\\b`, 'g'), '{{ host.name }}');
}

/** Their files for the full mesh of a manifest, in a directory. */
export function prepare(bundle, manifest, directory) {
  mkdirSync(directory, { recursive: true });
  const inventory = inventoryOf(JSON.parse(print(bundle, 'plan', manifest, '--json')));
  const readable = (name) => print(bundle, 'compile', manifest, '--readable', '--host', name, '--stdout');
  const [first] = inventory;
  const path = (name) => join(directory, name);
  writeFileSync(path('inventory.yaml'), JSON.stringify({ inventory }));
  writeFileSync(path('template.j2'), templateOf(readable(first.name), first));
  writeFileSync(path('document.yaml'), readable(first.name));
  writeFileSync(path('script.sh'), '#!/bin/sh\n/usr/local/sbin/meshinit-setup\n');
  const last = inventory.at(-1).name;
  return { path, last, expected: readable(last) };
}

export function jinja2({ path }, flags = []) {
  const output = path('jinja2');
  return {
    command: ['python3', join(FOLDER, 'jinja2-loop.py'), path('inventory.yaml'), path('template.j2'), output, ...flags],
    before: () => rmSync(output, { recursive: true, force: true }),
    output,
  };
}

export function ansible({ path }) {
  const output = path('ansible');
  return {
    command: [
      ...['ansible-playbook', '-i', 'localhost,', '-c', 'local', join(FOLDER, 'playbook.yaml')],
      ...['-e', `@${path('inventory.yaml')}`, '-e', `template=${path('template.j2')}`, '-e', `output=${output}`],
    ],
    before() {
      rmSync(output, { recursive: true, force: true });
      mkdirSync(output);
    },
    output,
  };
}

export const makeMime = ({ path }) => ({
  command: [
    ...['cloud-init', 'devel', 'make-mime', '-a', `${path('document.yaml')}:cloud-config`],
    ...['-a', `${path('script.sh')}:x-shellscript`],
  ],
});

/** Throws where a rival has not done the same work. */
export function assertSame({ last, expected }, { output }) {
  if (readFileSync(join(output, `${last}.yaml`), 'utf8') !== expected)
    throw new Error(`${output} is not the same work`);
}
