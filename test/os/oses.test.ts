import { describe, expect, test } from 'vitest';
import { dataplaneIds } from '../../src/dataplanes/ids.ts';
import { formatIds } from '../../src/document/formats/ids.ts';
import { firewallIds } from '../../src/firewalls/ids.ts';
import { dockerSourceIds, osIds } from '../../src/os/ids.ts';
import type { Os } from '../../src/os/os.ts';
import type { OsFacts } from '../../src/os/os-facts.ts';
import { dataplaneIdsOf, dockerSourcesOf, firewallIdsOf, stackIdsOf } from '../../src/os/os-facts.ts';
import { oses, osOf } from '../../src/os/oses.ts';
import { stackIds } from '../../src/stacks/ids.ts';
import { codesOf } from '../check/diagnose.ts';
import { cloudConfigOf, compiled, type FileOnHost, filesOf, textOf } from '../support/hosts.ts';
import { ignitionOf } from '../support/ignition.ts';
import { stackCases, systemCases } from '../support/systems.ts';

const systems: readonly Os[] = oses;

const manifest = (os: Os, rest: string): string =>
  `meshinit: 1\ndefaults: { os: ${os.id}, provider: nocloud }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n${rest}`;

function filesFor(os: Os, rest = ''): FileOnHost[] {
  const [first] = compiled(manifest(os, rest)).documents;
  if (!first) throw new Error(`${os.id} has no document`);
  return filesOf(first);
}

const contentOf = (files: readonly FileOnHost[], path: string): string =>
  files.find((file) => file.path === path)?.content ?? '';

const setupOf = (files: readonly FileOnHost[]): string =>
  files.find(({ path }) => path.endsWith('/meshinit-setup'))?.content ?? '';

test('each system of the contract is there once', () => {
  expect(systems.map(({ id }) => id).toSorted()).toEqual(osIds.toSorted());
});

describe.each(systems)('$id', (os) => {
  test('says until when it is supported, what its image brings, and where all this is from', () => {
    for (const day of [os.supportEnded, os.supportEnds]) expect(day ?? '2030-01-31').toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(os.supportEnded !== undefined && os.supportEnds !== undefined).toBe(false);
    for (const text of [os.title, os.image.network, os.image.firewall, ...os.sources]) expect(text.trim()).not.toBe('');
    for (const line of os.cannot ?? []) expect(line).toMatch(/^\S.*\S.*\.$/);
    for (const line of os.unconfirmed ?? []) expect(line).toMatch(/\S{2,} /);
  });

  test('warns of its end of support, and of nothing else', () => {
    expect(codesOf(manifest(os, ''))).toEqual(os.supportEnded === undefined ? [] : ['MI0652']);
  });

  test('has the packages installed that it names, and no source of Docker is taken for another', () => {
    if (os.openvswitch?.from.includes('distro') && dataplaneIdsOf(os)[0] === 'ovs') {
      expect(setupOf(filesFor(os))).toContain(`install_packages ${os.openvswitch.package}\n`);
    }
    for (const [from, { packages }] of Object.entries(os.docker.from)) {
      const setup = setupOf(filesFor(os, `docker: { from: ${from} }\n`));
      const installs = /^step 'install Docker' install_packages (.*)$/m.exec(setup)?.[1];
      expect(installs).toBe(packages.length === 0 ? undefined : packages.join(' '));
      expect(setup.includes('download.docker.com')).toBe(from === 'docker-ce');
    }
  });

  test('refuses each dataplane, stack, firewall and source that it does not name', () => {
    const refused = (rest: string): string[] =>
      codesOf(manifest(os, rest)).filter((code) => /^MI060[346]|MI061[03]/.test(code));
    for (const stack of ['systemd', 'ifupdown', 'ifcfg']) {
      const known = (stackIdsOf(os) as string[]).includes(stack);
      expect(refused(`network: { stack: ${stack} }\n`)).toEqual(known ? [] : ['MI0603']);
    }
    for (const dataplane of dataplaneIds) {
      const known = dataplaneIdsOf(os).includes(dataplane);
      expect(refused(`network: { dataplane: ${dataplane} }\n`)).toEqual(known ? [] : ['MI0613']);
    }
    for (const firewall of ['nftables', 'firewalld', 'none']) {
      const known = (firewallIdsOf(os) as string[]).includes(firewall);
      expect(refused(`firewall: ${firewall}\n`)).toEqual(known ? [] : ['MI0604']);
    }
    for (const from of ['distro', 'docker-ce', 'none']) {
      const known = (dockerSourcesOf(os) as string[]).includes(from);
      expect(refused(`docker: { from: ${from} }\n`)).toEqual(known ? [] : ['MI0610']);
    }
    const file = `[{ url: "https://example.com/openvswitch-switch_3.5.0-1_amd64.deb", sha256: ${'ab12'.repeat(16)} }]`;
    for (const kind of ['debs', 'rpms'] as const) {
      expect(refused(`ovs: { from: { ${kind}: ${file} } }\n`)).toEqual(
        // A host that does not switch by Open vSwitch takes no package of it, and is no hindrance to others that do.
        dataplaneIdsOf(os)[0] !== 'ovs' || os.openvswitch?.from.includes(kind) ? [] : ['MI0606'],
      );
    }
  });

  test('has Docker’s options where it says', () => {
    const files = filesFor(os, 'docker: { daemon: { debug: true } }\n');
    if (os.docker.options === 'daemon.json') {
      expect(JSON.parse(contentOf(files, '/etc/docker/daemon.json'))).toMatchObject({ debug: true });
    } else {
      expect(contentOf(files, '/etc/default/docker')).toContain('--debug=true');
    }
  });

  test('has units that stand behind the service of Open vSwitch that it names, if any', () => {
    const unit = contentOf(filesFor(os), '/etc/systemd/system/meshinit-mesh.service');
    if (unit === '') expect(os.image.network).toContain('upstart');
    else if (dataplaneIdsOf(os)[0] === 'ovs') expect(unit).toContain(os.openvswitch?.service);
    else expect(unit).not.toMatch(/openvswitch/);
  });
});

test('every system is judged with every stack and firewall, and shown with every stack', () => {
  const combinations = systems.map(
    (os) => stackIdsOf(os).length * firewallIdsOf(os).length + dataplaneIdsOf(os).length + dockerSourcesOf(os).length,
  );
  expect(systemCases.length).toBe(combinations.reduce((sum, count) => sum + count, 0));
  expect(stackCases.length).toBe(systems.reduce((sum, os) => sum + stackIdsOf(os).length, 0));
});

test('every document has the commands that its system runs at the first boot, or enables its units', () => {
  for (const { text, os } of stackCases) {
    const [first] = compiled(text).documents;
    if (!first) throw new Error(`${os} has no document`);
    const { firstBoot, enables } = osOf(os).commands;
    if (first.format === 'ignition') {
      const { units } = ignitionOf(textOf(first)).systemd;
      expect(units.filter(({ enabled }) => enabled).map(({ name }) => name)).toEqual(enables?.toSorted());
    } else expect(cloudConfigOf(first).runcmd).toEqual(firstBoot);
  }
});

test('what a manifest can name is offered by some system', () => {
  const offered = (of: (os: OsFacts) => readonly string[]): Set<string> => new Set(oses.flatMap(of));
  expect(offered((os) => stackIdsOf(os))).toEqual(new Set(stackIds));
  expect(offered(firewallIdsOf)).toEqual(new Set(firewallIds));
  expect(offered(dockerSourcesOf)).toEqual(new Set(dockerSourceIds));
  expect(offered(dataplaneIdsOf)).toEqual(new Set(dataplaneIds));
  expect(offered(({ formats }) => formats)).toEqual(new Set(formatIds));
});
