import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inProcess } from '../cli/runners.ts';
import { said } from '../support/execute.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { blocksOf, yamlOf } from './blocks.ts';

const PAGE = 'docs/containers.md';

/** A line of the page: its words, without a remark, and the file that it writes to. */
const lines = blocksOf(PAGE)
  .filter(({ info }) => info === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'))
  .map((line) => line.replace(/ +#.*/, ''));

describe('the page of containers', () => {
  test('has no command that the boot lane would not run', () => {
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^(meshinit|ssh host\d|curl|sed -i|until meshinit status) /);
  });

  test('works as far as no host is asked, and knows the containers', async () => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 'shop.yaml'), yamlOf(PAGE, 'meshinit:'));
    const printed = new Map<string, string>();
    for (const line of lines) {
      const [, words = '', file] = /^meshinit ((?:plan|graph|compile) .*?)(?: >(\S+))?$/.exec(line) ?? [];
      if (words === '') continue;
      const outcome = await inProcess.run(words.split(' '), { cwd });
      expect(outcome.status, said(outcome)).toBe(0);
      printed.set(file ?? words, outcome.stdout);
    }
    expect([...printed.keys()]).toEqual(['plan shop.yaml', 'shop.svg', 'compile shop.yaml -o userdata']);
    expect(printed.get('plan shop.yaml')).toMatch(/^db +host3 +postgres:17 +172\.17\.3\.200$/m);
    expect(printed.get('shop.svg')).toContain('>app, db</text>');
    expect(readdirSync(join(cwd, 'userdata'))).toEqual(['SHA256SUMS', 'host1.yaml', 'host2.yaml', 'host3.yaml']);
  });

  test('has a Compose file whose network and address are those of the manifest', async () => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 'shop.yaml'), yamlOf(PAGE, 'meshinit:'));
    const { stdout } = await inProcess.run(['plan', 'shop.yaml', '--json'], { cwd });
    const plan = JSON.parse(stdout);
    const { services, networks } = parse(yamlOf(PAGE, 'services:'));
    expect(networks).toEqual({ [plan.networks[0].docker]: { external: true } });
    const address = services.queue.networks.mesh.ipv4_address;
    expect(plan.hosts.find(({ name }: { name: string }) => name === 'host2').slice).toBe('172.17.2.0/24');
    expect(address).toMatch(/^172\.17\.2\.(12[89]|1[3-9]\d|2\d\d)$/);
    expect(JSON.stringify(plan.containers)).not.toContain(address);
  });
});
