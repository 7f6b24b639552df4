import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { Reporter } from '../../src/diagnostics/reporter.ts';
import { checkIgnition } from '../../src/document/check-ignition.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import { execute, said } from '../support/execute.ts';
import { ignitionText } from '../support/ignition.ts';
import { ignitionHosts } from '../support/ignition-hosts.ts';
import { thoroughOr } from '../support/thorough.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testIgnition = testWith('ignition-validate');

/** What Ignition's own validator says: its status, and its warnings too. */
async function ignitionSays(text: string): Promise<string> {
  const outcome = await execute('ignition-validate', ['-'], { input: text, env: toolEnvironment });
  return `${outcome.status}: ${said(outcome).trim()}`;
}

const USERS = {
  passwd: { users: [{ name: 'core', sshAuthorizedKeys: ['ssh-ed25519 AAAA'], groups: ['docker'] }] },
  storage: {
    files: [{ path: '/etc/motd', mode: 0o600, contents: { source: 'data:,hello%20world' } }],
    links: [{ path: '/etc/localtime', target: '../usr/share/zoneinfo/Europe/Berlin', overwrite: true }],
  },
  systemd: { units: [{ name: 'docker.socket', mask: true }] },
};

describe('ignition-validate accepts, without a warning,', () => {
  for (const [index, config] of ignitionHosts.entries()) {
    testIgnition(
      `host ${index}, ${config.plan.node.name} with ${config.plan.os.id} and the dataplane ${config.plan.dataplane.dataplane}, with and without a user’s part`,
      async () => {
        expect(await ignitionSays(ignitionText(config))).toBe('0: ');
        expect(await ignitionSays(ignitionText(config, USERS, true))).toBe('0: ');
      },
    );
  }
});

/** What meshinit says of a host's raw Ignition. */
function accepts(ignition: Record<string, unknown>): boolean {
  const manifest = readManifest({ meshinit: 1, hosts: { a: { address: '10.0.0.1', ignition } } });
  const reporter = new Reporter({ locate: () => ({ line: 1, column: 1, length: 1 }) });
  checkIgnition(manifest, manifest.hosts, new Set(), reporter);
  return !reporter.failed;
}

/** For each key values that are right, and after them some that are wrong, or wrong beside others. */
const VALUES: Readonly<Record<string, readonly [right: readonly unknown[], wrong: readonly unknown[]]>> = {
  path: [
    ['/etc/a', '/etc/b', '/var/lib/c d'],
    ['etc/a', '/etc/', '/a/../b', '', 1],
  ],
  mode: [
    [0, 420, 493, 511],
    [512, 644, -1, '0644'],
  ],
  overwrite: [[false], [true, 'yes']],
  owner: [[], ['root']],
  source: [
    ['data:,a', 'data:;base64,YQ==', 'https://example.com/a', 's3://bucket/a'],
    ['file:///a', '', '/a'],
  ],
  compression: [
    ['gzip', ''],
    ['xz', true],
  ],
  target: [
    ['/etc/x', '../x'],
    ['', 0],
  ],
  hard: [[true, false], [1]],
  device: [
    ['/dev/sda1', '/dev/disk/by-label/x'],
    ['sda', ''],
  ],
  format: [
    ['ext4', 'none'],
    ['ext9', ''],
  ],
  label: [['data'], [7]],
  level: [
    ['raid1', '5', 'mirror'],
    ['raid7', 1],
  ],
  devices: [[['/dev/sda']], [[], ['sda']]],
  spares: [[0, 1], [-1]],
  name: [
    ['a.service', 'b.socket', 'core', 'x.conf'],
    ['', 0],
  ],
  enabled: [[true, false], ['yes']],
  mask: [[true, false], [0]],
  contents: [
    ['', '[Unit]\nDescription=a\n[Install]\nWantedBy=multi-user.target\n'],
    ['[Unit]\nDescription=b\n', 1],
  ],
  uid: [
    [0, 1000],
    [-1, '0'],
  ],
  gid: [[0, 1000], [1.5]],
  shell: [['/bin/sh', ''], [true]],
  httpProxy: [['http://proxy:1', 'https://proxy'], ['proxy:1']],
  httpsProxy: [['https://proxy'], ['http://proxy:1']],
  httpTotal: [[0, 30], ['30']],
};

const NEEDED = ['path', 'name', 'target', 'device', 'format', 'level', 'devices'];

/** A map of some of these keys, ten times righter than wrong. */
const of = (...keys: readonly string[]) =>
  fc
    .record(
      Object.fromEntries(
        keys.map((key) => {
          const [right, wrong] = VALUES[key] ?? [[], []];
          return [
            key,
            fc.oneof(
              {
                weight: 10 * right.length,
                arbitrary: fc.constantFrom(...right, ...(NEEDED.includes(key) ? [] : [undefined])),
              },
              { weight: 1, arbitrary: fc.constantFrom(...wrong) },
            ),
          ];
        }),
      ),
      { requiredKeys: [] },
    )
    .map((value) => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)));
const lists = (...keys: readonly string[]) => fc.array(of(...keys), { maxLength: 2 });
const resource = of('source', 'compression');

const configurations = fc.record(
  {
    ignition: fc.record(
      {
        version: fc.constantFrom('3.3.0', '3.2.0', '3.4.0'),
        proxy: of('httpProxy', 'httpsProxy'),
        timeouts: of('httpTotal'),
      },
      { requiredKeys: [] },
    ),
    storage: fc.record(
      {
        files: fc.array(
          fc.tuple(of('path', 'mode', 'overwrite', 'owner'), fc.option(resource)).map(([file, contents]) => ({
            path: '/etc/a',
            ...file,
            ...(contents ? { contents } : {}),
          })),
          { maxLength: 3 },
        ),
        directories: lists('path', 'mode', 'overwrite'),
        links: lists('path', 'target', 'hard'),
        filesystems: lists('device', 'format', 'path', 'label'),
        raid: lists('name', 'level', 'spares', 'devices'),
      },
      { requiredKeys: [] },
    ),
    systemd: fc.record({
      units: fc.array(
        fc
          .tuple(of('name', 'enabled', 'mask', 'contents'), lists('name', 'contents'))
          .map(([unit, dropins]) => ({ name: 'a.service', ...unit, dropins })),
        { maxLength: 3 },
      ),
    }),
    passwd: fc.record({ users: lists('name', 'uid', 'shell'), groups: lists('name', 'gid') }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const RUNS = thoroughOr(2500, 625);

testIgnition(
  'what meshinit lets through of a user’s, ignition-validate lets through without a warning',
  async () => {
    const counts = { right: 0, wrong: 0 };
    await fc.assert(
      fc.asyncProperty(configurations, async (theirs) => {
        if (!accepts(theirs)) {
          counts.wrong += 1;
          return;
        }
        counts.right += 1;
        const whole = { ...theirs, ignition: { ...theirs.ignition, version: '3.3.0' } };
        expect(await ignitionSays(JSON.stringify(whole))).toBe('0: ');
      }),
      { numRuns: RUNS },
    );
    expect(counts.right).toBeGreaterThan(RUNS / 25);
    expect(counts.wrong).toBeGreaterThan(RUNS / 25);
  },
  240_000,
);

testIgnition('ignition-validate refuses what is wrong, so it does look', async () => {
  expect(await ignitionSays('{"ignition":{"version":"3.4.0"}}')).toMatch(/^1: .*unsupported config version/s);
  expect(await ignitionSays('{"ignition":{"version":"3.3.0"},"storage":{"files":[{"path":"relative"}]}}')).toMatch(
    /^1: .*path not absolute/s,
  );
});
