import { describe, expect, test } from 'vitest';
import { ignition } from '../../../src/document/formats/ignition.ts';
import { exampleNamed } from '../../support/examples.ts';
import { hostConfigs } from '../../support/hosts.ts';
import { filesOfIgnition, ignitionText, ignitionOf as read } from '../../support/ignition.ts';
import { ignitionHosts as configs } from '../../support/ignition-hosts.ts';

const [first] = configs;
if (!first) throw new Error('there is no host');

describe('an Ignition document', () => {
  test('has every planned file, byte for byte, as a file, a unit or a drop-in', () => {
    for (const config of configs) {
      const planned = config.files.map(({ path, mode, content }) => ({ path, mode, content }));
      expect(filesOfIgnition(ignitionText(config))).toEqual(planned);
    }
  });

  test('is of specification 3.3.0, with decimal modes, and overwrites what an image brings', () => {
    const { ignition: head, storage } = read(ignitionText(first));
    expect(head).toEqual({ version: '3.3.0' });
    expect(new Set(storage.files.map(({ mode }) => mode))).toEqual(new Set([0o644, 0o755]));
    expect(storage.files.every(({ overwrite }) => overwrite)).toBe(true);
  });

  test('packs a file where that is shorter, and only there', () => {
    const { storage } = read(ignitionText(first));
    const kinds = new Set(storage.files.map(({ contents }) => contents.compression));
    expect(kinds).toEqual(new Set(['gzip', undefined]));
    for (const { path, contents } of storage.files) {
      const content = first.files.find((file) => file.path === path)?.content ?? '';
      if (contents.compression) expect(contents.source.length).toBeLessThan(content.length * 1.5);
      else expect(contents.source).toMatch(/^data:,[\w.!~*'()$&+,;=:@/%-]*$/);
    }
  });

  test('enables the units of the first boot and of the firewall alone: the others are enabled by the work', () => {
    const enabled = read(ignitionText(first)).systemd.units.filter((unit) => unit.enabled);
    expect(enabled.map(({ name }) => name)).toEqual(['meshinit-firewall.service', 'meshinit-setup.service']);
    for (const { contents } of enabled) expect(contents).toContain('[Install]');
  });

  test('of a host without a firewall names no unit that is not there', () => {
    const [bare] = hostConfigs(`${exampleNamed('ignition-vxlan').text}firewall: none\n`);
    if (!bare) throw new Error('there is no host');
    const { units } = read(ignitionText(bare)).systemd;
    expect(units.filter(({ enabled }) => enabled).map(({ name }) => name)).toEqual(['meshinit-setup.service']);
  });

  test('takes each unit once, with contents and drop-ins together', () => {
    for (const config of configs) {
      const names = read(ignitionText(config)).systemd.units.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  test('has the user’s part merged in: lists by key, other values by the later one', () => {
    const merged = read(
      ignitionText(first, {
        ignition: { version: '3.1.0' },
        storage: { files: [{ path: '/etc/motd', contents: { source: 'data:,hello' } }] },
        systemd: { units: [{ name: 'docker.service', enabled: true, dropins: [{ name: 'mine.conf', contents: '' }] }] },
        passwd: { users: [{ name: 'core', sshAuthorizedKeys: ['ssh-ed25519 AAAA'] }] },
      }),
    );
    expect(merged.ignition).toEqual({ version: '3.3.0' });
    expect(merged.storage.files.at(-1)?.path).toBe('/etc/motd');
    const docker = merged.systemd.units.filter(({ name }) => name === 'docker.service');
    expect(docker).toHaveLength(1);
    expect(docker[0]?.enabled).toBe(true);
    expect(docker[0]?.dropins?.map(({ name }) => name)).toEqual(['meshinit.conf', 'mine.conf']);
    expect(merged.passwd).toEqual({ users: [{ name: 'core', sshAuthorizedKeys: ['ssh-ed25519 AAAA'] }] });
  });

  test('is one line, or many with --pretty; the same value, and the same bytes each time', () => {
    const line = ignitionText(first);
    expect(line.split('\n')).toHaveLength(2);
    const pretty = ignitionText(first, {}, true);
    expect(pretty.split('\n').length).toBeGreaterThan(50);
    expect(JSON.parse(pretty)).toEqual(JSON.parse(line));
    expect(ignitionText(first)).toBe(line);
  });

  test('refuses a host whose work is in commands alone: that would be lost', () => {
    const [debian] = hostConfigs(exampleNamed('debian-vxlan').text);
    if (!debian) throw new Error('there is no host');
    const draft = ignition.drafter();
    expect(() => draft(debian, { value: {}, secret: false }, {})).toThrow('has no unit for its first boot');
  });
});
