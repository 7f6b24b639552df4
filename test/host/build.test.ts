import { describe, expect, test } from 'vitest';
import { examples } from '../support/examples.ts';
import { hostConfigs } from '../support/hosts.ts';
import { manifestOf, mixedCluster, someCombinations } from '../support/matrix.ts';

const configs = [
  ...examples.flatMap(({ text, lock }) => hostConfigs(text, { lock })),
  ...hostConfigs(mixedCluster),
  ...someCombinations(20).flatMap((combination) => hostConfigs(manifestOf(combination))),
];

const contentOf = ({ files }: (typeof configs)[number], end: string): string =>
  files.find(({ path }) => path.endsWith(`/${end}`))?.content ?? '';

/** What the setup script does, in its order. */
const stepsOf = (config: (typeof configs)[number]): string[] =>
  [...contentOf(config, 'meshinit-setup').matchAll(/^step '([^']*)'/gm)].map(([, does = '']) => does);

describe('the setup script', () => {
  test('comes to Docker after the mesh, and to the mesh after Open vSwitch where that makes it', () => {
    for (const config of configs) {
      const steps = stepsOf(config);
      const [openvswitch, mesh, start] = [
        steps.findIndex((does) => does.includes('Open vSwitch')),
        steps.findIndex((does) => /(bring up|verify) the mesh/.test(does)),
        steps.findIndex((does) => /Docker/.test(does)),
      ];
      expect(openvswitch >= 0).toBe(config.plan.dataplane.openvswitch);
      expect(mesh).toBeGreaterThan(openvswitch);
      expect(start).toBeGreaterThan(mesh);
      expect(steps.at(-1)).toMatch(/Docker|containers|swarm|overlay/);
    }
  });

  test('closes the tunnels to strangers before it makes one, unless there is to be no firewall', () => {
    for (const config of configs) {
      const steps = stepsOf(config);
      const closes = steps.findIndex((does) => does.includes('strangers'));
      if (config.plan.firewall === 'none') expect(closes).toBe(-1);
      else {
        expect(closes).toBeGreaterThanOrEqual(0);
        expect(closes).toBeLessThan(steps.findIndex((does) => /(bring up the (mesh|switch)|ifupdown$)/.test(does)));
      }
    }
  });

  test('installs Docker only where the manifest leaves it to meshinit, and the image has none', () => {
    for (const config of configs) {
      const installs = stepsOf(config).some((does) => does === 'install Docker');
      const { os, dockerFrom } = config.plan;
      expect(installs).toBe((os.docker.from[dockerFrom]?.packages ?? []).length > 0);
    }
  });
});

describe('a host without Open vSwitch', () => {
  test('neither installs it nor names one of its programs', () => {
    const without = configs.filter(({ plan }) => !plan.dataplane.openvswitch);
    expect(without.length).toBeGreaterThan(0);
    for (const { files } of without) {
      for (const { path, content } of files) {
        expect(`${path} ${/\b(openvswitch|ovs-\w+|ovsdb)\b/.exec(content)}`).toBe(`${path} null`);
      }
    }
  });
});

describe('a host', () => {
  test('is given to no shell: names and addresses of the manifest are in no script, but in files that scripts read', () => {
    for (const config of configs) {
      for (const { path, content } of config.files.filter((file) => file.path.startsWith('/usr/local/'))) {
        for (const { remote } of config.plan.networks[0].member.links) {
          expect(`${path} ${content.includes(remote.address.text)}`).toBe(`${path} false`);
        }
      }
    }
  });

  test('has fixed MAC addresses that are its own in the mesh, unicast and locally administered', () => {
    for (const { text, lock } of examples.filter((example) => !example.text.includes('network: none'))) {
      const hosts = hostConfigs(text, { lock });
      const found = hosts.flatMap((config) => {
        const all = config.files.map(({ content }) => content).join('\n');
        return [...new Set(all.match(/\b02:(?:[0-9a-f]{2}:){4}[0-9a-f]{2}\b/g) ?? [])];
      });
      expect(new Set(found).size).toBe(found.length);
      expect(found.length).toBeGreaterThanOrEqual(2 * hosts.length);
    }
  });

  test('has interface names of at most 15 bytes', () => {
    for (const { plan } of configs) {
      for (const { name } of plan.networks[0].member.links) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(15);
    }
  });

  test('takes a TCP address of Docker’s API from daemon.json never: its packaged unit passes -H already', () => {
    for (const config of configs) {
      const text = contentOf(config, 'daemon.json');
      if (text !== '') expect(Object.keys(JSON.parse(text))).not.toContain('hosts');
    }
  });
});
