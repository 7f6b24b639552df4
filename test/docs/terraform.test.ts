import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProcess } from '../cli/runners.ts';
import { readConfiguration } from '../examples/terraform-configuration.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const page = readFileSync('docs/terraform.md', 'utf8');
const commands = [...page.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
  block
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => line.slice(2)),
);
const EXAMPLE = 'examples/terraform-hetzner';

test('the commands of meshinit in docs/terraform.md run in the example that the page enters', async () => {
  expect(commands).toContain(`cd ${EXAMPLE}`);
  const cwd = temporaryDirectory();
  cpSync(EXAMPLE, cwd, { recursive: true });
  writeFileSync(join(cwd, 'hosts.json'), JSON.stringify({ hosts: { value: { host1: '10.0.0.11' } } }));
  const own = commands.filter((line) => line.startsWith('meshinit '));
  expect(own).toHaveLength(2);
  for (const line of own) {
    const words = line.split(' ').slice(1);
    const call = words[0] === 'init' ? [...words, '--stdout'] : words;
    expect(await inProcess.run(call, { cwd }), line).toMatchObject({ status: 0 });
  }
});

test('the variables and resources that docs/terraform.md names are those of the examples', async () => {
  const { variables, blocks } = await readConfiguration(EXAMPLE);
  const text = commands.join('\n');
  const named = [...text.matchAll(/-var ['"]?(\w+)=|TF_VAR_(\w+)=/g)].map(([, option, variable]) => option ?? variable);
  expect(named.toSorted()).toEqual(Object.keys(variables).toSorted());
  const [, replaced] = /-replace '(\w+\.\w+)\[/.exec(text) ?? [];
  expect(blocks.map(({ address }) => address)).toContain(replaced);
});
