import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { sources } from './runners.ts';

const { text, lock } = exampleNamed('debian-vxlan');
const hosts = Array.from(
  { length: 501 },
  (_, index) => `  h${index}: { address: 10.1.${index >> 7}.${1 + (index & 127)} }\n`,
);

function workplace(): string {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'meshinit.yaml', content: text },
    { path: 'meshinit.lock', content: lock },
    {
      path: 'large.yaml',
      content: `meshinit: 1\ndefaults: { os: debian-12, provider: nocloud }\nnetwork: { topology: { star: [h0] }, subnet: 172.16.0.0/12, slice: /24 }\nallow: { MI0654: x, MI0656: x }\nhosts:\n${hosts.join('')}`,
    },
    {
      path: 'routed.yaml',
      content: `meshinit: 1\ndefaults: { os: debian-12, provider: nocloud }\nnetwork: { layout: routed, subnet: 10.0.0.0/8, slice: /24 }\nhosts:\n${Array.from(
        { length: 2001 },
        (_, index) => `  h${index}: { address: 172.16.${index >> 7}.${1 + (index & 127)} }\n`,
      ).join('')}`,
    },
    { path: 'bad.yaml', content: 'meshinit: 1\nhosts: { host1: { address: 10.0.0.300, os: debian-12 } }\n' },
  ]);
  return directory;
}

describe.each(sources)('$name graph', ({ run }) => {
  const at = (...args: readonly string[]) => run(args, { cwd: workplace() });

  test('prints SVG unless told otherwise', async () => {
    const { status, stdout, stderr } = await at('graph');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^<svg .*<\/svg>\n$/s);
  });

  test('prints Mermaid and DOT', async () => {
    expect((await at('graph', '--format', 'mermaid')).stdout).toMatch(/^flowchart LR\n/);
    expect((await at('graph', '--format=dot')).stdout).toMatch(/^graph "demo" \{\n/);
  });

  test('has formats of its own, and compile its own', async () => {
    const graph = await at('graph', '--format', 'svgg');
    expect(graph.status).toBe(2);
    expect(graph.stderr).toMatch(/--format 'svgg' is not one of svg, mermaid, dot\nDid you mean 'svg'\?/);
    expect((await at('compile', '--format', 'svg')).stderr).toContain('is not one of cloud-config, ignition, script');
  });

  test('draws nothing of a wrong manifest', async () => {
    const { status, stdout, stderr } = await at('graph', 'bad.yaml');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('MI0301');
  });

  test('says what to do instead of a picture that would be a blot', async () => {
    const { status, stdout, stderr } = await at('graph', 'large.yaml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('svg shows at most 500 hosts and 20,000 links, but the mesh has 501 and 500');
    expect((await at('graph', 'large.yaml', '--format', 'dot')).status).toBe(0);
  });

  test('refuses a list of more than two million links, of which Mermaid has a summary', async () => {
    const { status, stdout, stderr } = await at('graph', 'routed.yaml', '--format', 'dot');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('2,000,000 links, but the mesh has 2,001 and 2,001,000\n');
    expect((await at('graph', 'routed.yaml', '--format', 'mermaid')).stdout).toContain('2,001 hosts, 2,001,000 links');
    const json = await at('plan', 'routed.yaml', '--json');
    expect({ status: json.status, stdout: json.stdout }).toEqual({ status: 1, stdout: '' });
    expect(json.stderr).toContain('MI0506');
    expect(json.stderr).toContain('plan without --json');
  });
});
