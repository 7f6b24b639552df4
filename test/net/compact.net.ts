import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bareFile } from '../../src/host/bare-file.ts';
import { hostConfigs } from '../support/hosts.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { SCRIPT } from './document.ts';
import { manifestOf } from './manifest.ts';

/** Documents with a label that nothing makes shorter, and so long that they do not fit as they are. */
function withLabel(length: number): string {
  const label = Array.from({ length }, (_, at) => (((at * 48_271 + 7) ** 2 % 65_537) % 36).toString(36)).join('');
  return `${manifestOf(2, 4, {})}docker: { daemon: { labels: [long=${label}] } }\n`;
}
const MANIFEST = withLabel(5200);
/** With this one not even the compact form fits. */
const FULLER = withLabel(10_700);

const filesOf = (manifest: string) => hostConfigs(manifest)[0]?.files ?? [];
const files = filesOf(MANIFEST);

function hasEveryFile(cluster: Cluster, packing = 'compact', files = filesOf(MANIFEST)): void {
  it('has every file as a readable document writes it, but for the comments of a bundle’s programs', async () => {
    expect(cluster.documents.map((document) => document.packing)).toEqual([packing, packing]);
    const { machine } = cluster.host('host1');
    for (const { path, content } of files) expect(readFileSync(machine.path(path), 'utf8')).toBe(content);
    const paths = files.map(({ path }) => path).join(' ');
    const modes = (await machine.run(`stat -c %a ${paths}`)).trim().split('\n');
    expect(modes).toEqual(files.map(({ mode }) => mode.toString(8)));
    expect(await machine.run('find /usr/local /etc -name "*.new"')).toBe('');
  });
}

describeCluster('two hosts by compact documents', MANIFEST, (cluster) => {
  hasEveryFile(cluster);

  it('has a mesh, and a second first boot finds all of it there', async () => {
    const host = cluster.host('host1');
    const look = `cat ${files.map(({ path }) => path).join(' ')} | sha256sum`;
    const before = await host.machine.run(look);
    expect((await host.boot()).status).toBe(0);
    expect(await host.machine.run(look)).toBe(before);
    expect(await host.machine.run('meshinit-check')).toContain('ok    host2 answers');
  });
});

describeCluster('two hosts by bundles', FULLER, (cluster) => {
  hasEveryFile(cluster, 'bundle', filesOf(FULLER).map(bareFile));

  it('has a mesh, and a second first boot finds all of it there', async () => {
    const host = cluster.host('host1');
    const look = `cat ${filesOf(FULLER)
      .map(({ path }) => path)
      .join(' ')} | sha256sum`;
    const before = await host.machine.run(look);
    expect((await host.boot()).status).toBe(0);
    expect(await host.machine.run(look)).toBe(before);
    expect(await host.machine.run('meshinit-check')).toContain('ok    host2 answers');
  });
});

describeCluster(
  'two hosts by compact scripts',
  MANIFEST,
  (cluster) => {
    hasEveryFile(cluster);

    it('writes no file a second time', async () => {
      const { machine } = cluster.host('host1');
      const look = `stat -c '%n %i %z %y' ${files.map(({ path }) => path).join(' ')}`;
      const before = await machine.run(look);
      expect(await machine.run(`sh -s <${SCRIPT}`)).toContain('meshinit: ready');
      expect(await machine.run(look)).toBe(before);
    });
  },
  { compiled: { format: 'script' } },
);
