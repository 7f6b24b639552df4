import { describe, expect, test } from 'vitest';
import { oses } from '../../src/os/oses.ts';
import { placed, programPath, sharedPath } from '../../src/os/places.ts';
import { hostConfigs } from '../support/hosts.ts';
import { mixedCluster } from '../support/matrix.ts';

const flatcar = (daemon: string): string => `
meshinit: 1
hosts: { host1: { address: 10.0.0.1 }, host2: { address: 10.0.0.2 } }
defaults: { os: flatcar, provider: nocloud, mtu: 1500 }
docker: { daemon: ${daemon} }
`;

describe('a text of ours', () => {
  test('has its places as the system has them', () => {
    const text = '. @LIB@/common.sh; exec @SBIN@/meshinit-mesh "$@"';
    expect(placed(text, {})).toBe('. /usr/local/lib/meshinit/common.sh; exec /usr/local/sbin/meshinit-mesh "$@"');
    expect(placed(text, { places: { SBIN: '/a', LIB: '/b' } })).toBe('. /b/common.sh; exec /a/meshinit-mesh "$@"');
    expect([programPath('mesh', {}), sharedPath('common.sh', {})]).toEqual([
      '/usr/local/sbin/meshinit-mesh',
      '/usr/local/lib/meshinit/common.sh',
    ]);
  });

  test('cannot name a place that no system has', () => {
    expect(() => placed('@BIN@/sh', {})).toThrow('@BIN@ is no place on a host');
  });

  test('leaves no place open on any system, and names none but its own', () => {
    for (const config of hostConfigs(mixedCluster)) {
      const { os } = config.plan;
      const others = oses.filter((other) => other.places !== os.places).map((other) => programPath('mesh', other));
      for (const { path, content } of [...config.files, ...config.fold()]) {
        expect(`${path} ${/@[A-Z]+@/.exec(content)?.[0]}`).toBe(`${path} undefined`);
        expect(others.filter((other) => content.includes(other))).toEqual([]);
      }
    }
  });
});

test('a text of the manifest stays as it is, whatever stands in it', () => {
  const [host] = hostConfigs(flatcar('{ labels: ["x=/usr/local/sbin/meshinit-x @SBIN@ @NOTHING@"] }'));
  const options = host?.files.find(({ path }) => path === '/etc/docker/daemon.json')?.content;
  expect(options).toContain('x=/usr/local/sbin/meshinit-x @SBIN@ @NOTHING@');
});
