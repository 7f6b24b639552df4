// What people use instead, doing the same work: their documents are meshinit's own, byte for byte, or the run fails.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PYTHON } from './measure.mjs';

const FOLDER = fileURLToPath(new URL('rivals/', import.meta.url));

/** Debian's packages of the rivals, with what shows that each is there. */
const NEEDED = {
  'python3-jinja2': ['python3', '-c', 'import jinja2, yaml'],
  'ansible-core': ['ansible-playbook', '--version'],
  'cloud-init': ['cloud-init', 'devel', 'make-mime', '--list-types'],
};

/** Packages that are missing, for people: of the loop alone, or of all. */
export const missingPackages = (isWhole) =>
  Object.entries(NEEDED)
    .slice(0, isWhole ? undefined : 1)
    .filter(([, [program, ...words]]) => spawnSync(program, words).status !== 0)
    .map(([name]) => name);

/** The library, in this process: the plan of a thousand hosts is a quarter of a gigabyte of JSON. */
const { compile } = createRequire(import.meta.url)(resolve('dist/index.cjs'));

const hex = (address) =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join(':');

const dotted = (value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

/** The plan's numbers as an inventory, in JSON, which YAML readers take for YAML. */
const inventoryOf = ({ networks: [{ members }] }) =>
  members.map(({ name, node, slice, bridge }, index) => ({
    ...{ name, address: node.inside.address.text, number: index + 1 },
    ...{ slice: `${dotted(slice.first)}/${slice.prefix}`, bridge: dotted(bridge) },
    ...{ bridge_mac: `02:64:${hex(dotted(bridge))}`, switch_mac: `02:6d:${hex(dotted(bridge))}` },
  }));

const PEERS = `{% for peer in hosts if peer.name != host.name %}   vxlan{{ peer.number | link(host.number) }} {{ peer.address }} {{ peer.bridge }} {{ peer.name }}
{% endfor %}`;
const ADMITTED =
  '{% for peer in hosts if peer.name != host.name %}{{ peer.address }}{{ ", " if not loop.last }}{% endfor %}';

/** A readable document of a full mesh as a template: each number of its host gives way to a variable. */
function templateOf(document, host) {
  let text = document.replace(/(?: {3}vxlan\d+ .*\n)+/, PEERS).replace(/(?<= elements = \{ )[^}]+(?= \})/, ADMITTED);
  for (const key of ['slice', 'bridge_mac', 'switch_mac']) text = text.replaceAll(host[key], `{{ host.${key} }}`);
  return text
    .replaceAll(`=${host.bridge}/`, '={{ host.bridge }}/')
    .replaceAll(`=${host.address}\n`, '={{ host.address }}\n')
    .replaceAll(new RegExp(`\\b${host.name}\\b`, 'g'), '{{ host.name }}');
}

/** Their files for the full mesh of a manifest, in a directory. */
export function prepare(manifest, directory) {
  mkdirSync(directory, { recursive: true });
  const text = readFileSync(manifest, 'utf8');
  const { cluster } = compile(text, { take: () => undefined });
  const inventory = inventoryOf(cluster);
  const readable = (name) =>
    Buffer.from(compile(text, { hosts: [name], readable: true }).documents[0].content).toString();
  const [first] = inventory;
  const path = (name) => join(directory, name);
  writeFileSync(path('inventory.yaml'), JSON.stringify({ inventory }));
  writeFileSync(path('template.j2'), templateOf(readable(first.name), first));
  writeFileSync(path('document.yaml'), readable(first.name));
  writeFileSync(path('script.sh'), '#!/bin/sh\n/usr/local/sbin/meshinit-setup\n');
  const last = inventory.at(-1).name;
  return { path, last, expected: readable(last) };
}

/** @param flags `gzip`, and `json` for an inventory that Python's own reader of JSON reads */
export function jinja2({ path }, flags = []) {
  const output = path('jinja2');
  return {
    command: [PYTHON, join(FOLDER, 'jinja2-loop.py'), path('inventory.yaml'), path('template.j2'), output, ...flags],
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
