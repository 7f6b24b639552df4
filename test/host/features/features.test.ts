import { describe, expect, test } from 'vitest';
import type { HostConfig } from '../../../src/host/host-config.ts';
import { hostConfigs } from '../../support/hosts.ts';

const manifest = (rest: string, second = '10.0.0.2'): string => `
meshinit: 1
name: mesh
network: {subnet: 172.17.0.0/16}
defaults: {os: debian-12, provider: generic, mtu: 1500}
${rest}
hosts:
  host1: {address: 10.0.0.1}
  host2: {address: ${second}}
`;

const first = (text: string): HostConfig => {
  const [config] = hostConfigs(text);
  if (!config) throw new Error('no host');
  return config;
};

const setupOf = ({ files }: HostConfig): string =>
  files.find(({ path }) => path.endsWith('/meshinit-setup'))?.content ?? '';

const pathsOf = ({ files }: HostConfig): string[] => files.map(({ path }) => path);

describe('a feature', () => {
  test('adds nothing to a host that lacks it', () => {
    const plain = first(manifest(''));
    expect(pathsOf(plain).filter((path) => /monitor|names/.test(path))).toEqual([]);
    expect(setupOf(plain)).not.toMatch(/watch|names/);
  });

  test('adds its files, its steps and its tests where the host has it', () => {
    const monitored = first(manifest('monitor: true'));
    expect(pathsOf(monitored).filter((path) => path.includes('monitor'))).toHaveLength(3);
    const named = first(manifest('', 'host2.example.net'));
    expect(setupOf(named)).toContain('resolve the names of peers');
    const check = named.files.find(({ path }) => path.endsWith('/meshinit-check'))?.content ?? '';
    expect(check.indexOf('has an address')).toBeLessThan(check.lastIndexOf('[ -z "$failed" ]'));
    expect(check).toContain('has_address_of');
  });

  test('has its steps in the order of the phases: what watches the mesh begins after Docker', () => {
    const setup = setupOf(first(manifest('monitor: true')));
    expect(setup.indexOf("step 'watch the mesh'")).toBeGreaterThan(setup.indexOf("step 'start Docker'"));
    expect(setup.indexOf("step 'start Docker'")).toBeGreaterThan(setup.indexOf("step 'bring up the mesh'"));
  });
});
