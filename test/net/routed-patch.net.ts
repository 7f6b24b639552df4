import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compile } from '../../src/compile.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { lockText } from '../../src/mesh/lock.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import { beginRotation, endRotation } from '../../src/mesh/rotate-keys.ts';
import { patch } from '../../src/patch/patch.ts';
import { reportFigure } from '../support/figures.ts';
import { Cluster, describeCluster } from './cluster.ts';
import { packetsLost, runScript } from './patched.ts';
import { reaches } from './ping.ts';

const seed = new Uint8Array(32).fill(7);
const keys = keysFrom(seed);

/** Two networks, so that each host has the routes of both. */
const manifestOf = (hosts: number, network: object, rest: object = {}): string =>
  stringify({
    meshinit: 1,
    name: 'lane',
    defaults: { os: 'debian-12' },
    hosts: Object.fromEntries(
      Array.from({ length: hosts }, (_, index) => [`host${index + 1}`, { address: `10.0.0.${index + 11}` }]),
    ),
    network: { layout: 'routed', ...network },
    networks: { blue: { subnet: '10.78.0.0/16', layout: 'routed' } },
    ...rest,
  });

interface Side {
  readonly text: string;
  readonly lock: string;
}

function sideOf(text: string, lock?: string): Side {
  const made = compile(text, { lock, keys });
  if (made.lock === undefined) throw new Error(made.diagnostics.map(({ message }) => message).join('; '));
  return { text, lock: made.lock };
}

/** What a host's routes of the mesh are, without those to itself. */
const ROUTES = 'ip -4 route show | grep -E "^(172\\.17|10\\.78)\\." | grep -v "proto kernel" | sort';

function lives(title: string, network: object, rest: object, more: (cluster: Cluster, grown: Side) => void): void {
  const [start, grown] = [3, 4].map((hosts) => manifestOf(hosts, network, rest)) as [string, string];
  const first = sideOf(start);
  const second = sideOf(grown, first.lock);
  describeCluster(
    title,
    start,
    (cluster) => {
      it('takes in a host by patches, a route more for each of its two in each network, and loses nothing', async () => {
        const old = ['host1', 'host2', 'host3'];
        const before = await cluster.host('host1').machine.run(ROUTES);
        cluster.adopt(new Cluster(grown, { lock: first.lock, seed }));
        const fourth = await cluster.start('host4');
        const lost = await packetsLost(cluster.container('host1'), cluster.container('host3').address, async () => {
          await bringAll(cluster, old, first, second);
        });
        await cluster.boot(fourth);
        report(title, 'a host added', lost);
        expect(lost).toBe(0);
        const after = (await cluster.host('host1').machine.run(ROUTES)).split('\n');
        expect(before.split('\n').filter((line) => !after.includes(line))).toEqual([]);
        expect(after).toHaveLength(before.split('\n').length + 4);
        for (const name of old) {
          expect(await reaches(cluster.container(name), cluster.container('host4').address, 20)).toBe(true);
          expect((await cluster.host(name).machine.try('meshinit-check')).output).not.toContain('FAIL');
        }
      });
      more(cluster, second);
    },
    { compiled: { seed } },
  );
}

function report(title: string, what: string, lost: number): void {
  console.log(`${title}: ${what}: ${lost} packets lost, ten a second`);
  reportFigure('namespaces', `${title}: patched`, what, lost / 10);
}

async function bringAll(cluster: Cluster, hosts: readonly string[], before: Side, after: Side): Promise<void> {
  for (const name of hosts) {
    const { script, fault } = patch(after, name, before, { keys });
    if (script === undefined) throw new Error(fault?.message ?? 'the manifest is wrong');
    const { status, output } = await runScript(cluster.host(name), script, '--within', '60');
    // The one that comes does not answer yet: who answered before must go on to.
    if (status !== 0) throw new Error(`${name}: ${status}: ${output}`);
  }
}

lives('routes of two networks over the underlay', { tunnel: 'none' }, {}, () => undefined);

lives('routes of two networks over WireGuard', {}, { encryption: 'wireguard' }, (cluster, { text, lock }) => {
  it('gets new keys host by host, its routes go to the newer device with them, and nothing is lost', async () => {
    const names = [...cluster.hosts.keys()];
    const onEach = (script: string): Promise<string[]> =>
      Promise.all(names.map((name) => cluster.host(name).machine.run(script)));
    const read = parseLock(lock);
    if ('code' in read) throw new Error(read.message);
    const [during, after] = [beginRotation(read, names, keys)].flatMap((begun) => [begun, endRotation(begun)]);
    if (!during || !after) throw new Error('a lock with keys can be rotated');
    const sides = [lock, lockText(during), lockText(after)].map((one) => ({ text, lock: one })) as [Side, Side, Side];
    const lost = await packetsLost(cluster.container('host1'), cluster.container('host3').address, async () => {
      for (const name of names) {
        await bringAll(cluster, [name], sides[0], sides[1]);
        await onEach('[ ! -e /etc/meshinit/mi-wg1.peers ] || meshinit-wireguard --follow');
      }
      // Until the newer devices of all have shaken hands.
      await sleep(6000);
      for (const routes of await onEach(`meshinit-wireguard --follow; ${ROUTES}`)) {
        expect(routes.match(/dev mi-wg1/g)).toHaveLength(4 * (names.length - 1));
        expect(routes).not.toContain('mi-wg0');
      }
      await bringAll(cluster, names, sides[1], sides[2]);
    });
    report('routes of two networks over WireGuard', 'all keys rotated', lost);
    expect(lost).toBe(0);
    for (const devices of await onEach('ls /sys/class/net')) expect(devices).not.toContain('mi-wg0');
    for (const said of await onEach('meshinit-check || :')) expect(said).not.toContain('FAIL');
  });
});
