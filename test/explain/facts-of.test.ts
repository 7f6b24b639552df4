import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explain } from '../../src/explain/explain.ts';
import { hostConfigs } from '../support/hosts.ts';
import { stackCases } from '../support/systems.ts';

/** Anchors as GitHub makes them from headings. */
const anchorsOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

test('every page of facts that a line of any system’s files leads to is there, heading included', () => {
  const found = new Set<string>();
  for (const { text } of stackCases) {
    for (const { path } of hostConfigs(text)[0]?.files ?? []) {
      for (const origin of explain(text, { host: 'host1', path }).origins) {
        expect(origin.facts.length).toBeGreaterThan(0);
        for (const page of origin.facts) found.add(page);
      }
    }
  }
  for (const place of found) {
    const [page = '', anchor] = place.split('#');
    expect(anchor === undefined ? [] : anchorsOf(page), place).toContain(anchor);
  }
  expect(found.size).toBeGreaterThan(stackCases.length / 2);
});

test('a value leads to its own facts first', () => {
  const text =
    'meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n';
  const [origin] = explain(text, { host: 'a', path: '/etc/docker/daemon.json', line: 4 }).origins;
  expect(origin?.facts).toEqual(['docs/facts.md#headers-and-mtu', 'docs/facts.md#docker', 'docs/os.md#debian-12']);
});
