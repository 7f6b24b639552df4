import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiled, hostConfigs } from '../support/hosts.ts';

const read = (name: string): string => readFileSync(`examples/compose/${name}`, 'utf8');
const files = Object.fromEntries(
  readdirSync('examples/compose')
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name, read(name)]),
);

test('the Compose example compiles with its lock, without a warning', () => {
  const { diagnostics, lock } = compiled(read('meshinit.yaml'), { files, lock: read('meshinit.lock'), frozen: true });
  expect(diagnostics).toEqual([]);
  expect(lock).toBe(read('meshinit.lock'));
});

test('each of its hosts has its own file, with the network that its services are in', () => {
  const texts = hostConfigs(read('meshinit.yaml'), { files }).map(
    ({ files: planned }) => planned.find(({ path }) => path === '/etc/meshinit/compose.yaml')?.content,
  );
  expect(texts).toHaveLength(2);
  for (const text of texts)
    expect(text).toMatch(/^# Compose project shop\nservices:[\s\S]*\nnetworks:\n {2}mesh:\n {4}external: true\n$/);
});
