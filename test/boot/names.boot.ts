import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { yamlOf } from '../docs/blocks.ts';
import { reportFigure } from '../support/figures.ts';
import { describeCluster } from './cluster.ts';
import { reportFirstPing } from './first-ping.ts';
import { areNamed, everyForm, measureName, type Named, slowestAnswer, type Times } from './named.ts';
import { Operator } from './operator.ts';
import { runsPage } from './page.ts';
import { bootsWell } from './promises.ts';
import { putStandIns } from './stand-ins.ts';
import { until } from './until.ts';

const PAGE = 'docs/containers.md';
const HOSTS = ['host1', 'host2', 'host3'] as const;
const DOMAIN = 'shop.internal';
/** What is promised, in seconds: of any answer while a host is dead. */
const PROMISED = 2;
/** A guard alone, in seconds: how soon names follow containers is for the namespace lane, whose machines are fast. */
const GUARD = 12;
/** Names of a host that died are gone by then, in seconds. */
const SILENCE = 8;

/** The page's own manifest, with another Debian on one host; and what its hosts had before. */
const shop = yamlOf(PAGE, 'meshinit:').replace(
  'host2: { address: 10.0.0.12 }',
  'host2: { address: 10.0.0.12, os: debian-13 }',
);
const bare = shop.replace(/^containers:\n[\s\S]*/m, '');

/** Seed 004's three containers, in the shop's cluster. Its port is taken there. */
const example = parse(readFileSync('examples/containers-vxlan.yaml', 'utf8')).containers;
const withExample = (text: string): string => {
  const { containers, ...rest } = parse(text);
  const tomcat = { ...example.tomcat, ports: ['8081:8080'] };
  return stringify({ ...rest, containers: { ...containers, ...example, tomcat } });
};

/** Each declared container with its addresses, as planned for the page's manifest and the example's. */
const DECLARED: Named = {
  web: ['172.17.1.128', '172.17.2.128'],
  'web.host1': ['172.17.1.128'],
  'web.host2': ['172.17.2.128'],
  app: ['172.17.2.129', '172.17.3.128'],
  'app.host2': ['172.17.2.129'],
  'app.host3': ['172.17.3.128'],
  db: ['172.17.3.200'],
  'db.host3': ['172.17.3.200'],
  'db.host1': [],
  host1: ['172.17.0.1'],
  host2: ['172.17.0.2'],
  host3: ['172.17.0.3'],
};
const EXAMPLE: Named = { 'mongodb.host1': ['172.17.1.200'], mongodb: ['172.17.1.200'] };
const COMPOSED: Named = { queue: ['172.17.2.250'], 'queue.host2': ['172.17.2.250'], 'jobs-queue-1': ['172.17.2.250'] };
const OWNERS = {
  '172.17.3.200': `db.host3.${DOMAIN}`,
  '172.17.2.250': `*.host2.${DOMAIN}`,
  '172.17.0.2': `host2.${DOMAIN}`,
};
/** A container on a host that asks for the others. */
const asks = (host: string): string => (host === 'host3' ? 'app' : 'web');

/** Hand-run, with an alias; its address is Docker's choice. */
const BY_HAND = `docker run -d --name worker2 --network mesh --network-alias Helper --restart always busybox:lab sleep 86400 >/dev/null
  docker inspect -f '{{.NetworkSettings.Networks.mesh.IPAddress}}' worker2`;

/** What is not to change while others come and go. */
const LIVES = `docker inspect -f '{{.Name}} {{.Id}} {{.State.StartedAt}}' "$@"`;

describeCluster('names', bare, { LAB_OTHERS: 'host2=trixie' }, (cluster) => {
  const { lab } = cluster;
  const operator = new Operator(cluster);
  let named: Named = {};

  it('lets every host reach another', () =>
    reportFirstPing(cluster, cluster.hosts, 'first ping after power on, packages installed on the way'));
  bootsWell(cluster);
  it('has small images by the names of real ones', async () => {
    await Promise.all(HOSTS.map((host) => putStandIns(lab, host)));
  });

  runsPage(
    PAGE,
    operator,
    { 'shop.yaml': shop, 'jobs.yaml': yamlOf(PAGE, 'services:') },
    {
      'curl http://10.0.0.11/': (said) => {
        const tiers = String.raw`caddy:2\.8 on \w+\nadminer:4\.8\.1 on \w+\npostgres:17 on \w+\n`;
        expect(said).toMatch(new RegExp(`^${tiers}${tiers}$`));
      },
      'replaces container web': (said) => {
        expect(said).toContain('replaces container web, which starts anew');
        expect(said).not.toMatch(/container (app|db)/);
      },
    },
  );

  it('runs the example of a Tomcat with links over two hosts, and what ran before goes on', async () => {
    const before = await lab.on('host2', LIVES, 'web', 'app');
    const file = join(operator.prepare(), 'shop.yaml');
    writeFileSync(file, withExample(readFileSync(file, 'utf8')));
    await operator.ran(
      'meshinit apply --manifest shop.yaml --parallel --yes; until meshinit status --manifest shop.yaml; do sleep 2; done',
    );
    expect(await operator.ran('curl -sS http://10.0.0.12:8081/')).toMatch(
      /^tomcat:10\.1 on \w+\nelasticsearch:8\.15\.0 on \w+\nmongo:7\.0 on \w+\n$/,
    );
    expect(await lab.on('host2', LIVES, 'web', 'app')).toBe(before);
  });

  it('finds every container by every form of its name, from every host and from containers on it', async () => {
    const address = (await lab.on('host3', BY_HAND)).trim();
    const hand: Named = { worker2: [address], 'worker2.host3': [address], helper: [address] };
    named = everyForm(DOMAIN, { ...DECLARED, ...EXAMPLE, ...COMPOSED, ...hand });
    await areNamed(cluster, HOSTS, asks, named, { ...OWNERS, [address]: `*.host3.${DOMAIN}` });
  });

  it('finds a container by the alias of a link where it is linked, and nowhere else', async () => {
    for (const host of ['host2', 'host3']) await lab.on(host, 'docker exec app ping -c 1 -W 5 database >/dev/null');
    for (const alias of ['db', 'es']) await lab.on('host2', 'docker exec tomcat ping -c 1 -W 5 "$1" >/dev/null', alias);
    expect((await lab.tryOn('host1', 'getent hosts database')).status).not.toBe(0);
  });

  it('has a name soon after its container starts, and no more soon after it ends', async () => {
    const times: Times[] = [];
    for (const name of ['brief1', 'brief2', 'brief3'])
      times.push(await measureName(cluster, name, DOMAIN, 'host1', 'host3'));
    const best = (key: 'run' | 'start' | 'end'): number => Math.min(...times.map((each) => each[key]));
    reportFigure('booted', 'names', 'from docker run to the first answer on another host, best of 3', best('run'));
    reportFigure(
      'booted',
      'names',
      'from a container’s start to the first answer on another host, best of 3',
      best('start'),
    );
    reportFigure(
      'booted',
      'names',
      'from a container’s end until another host has no such name, best of 3',
      best('end'),
    );
    expect(best('start')).toBeLessThan(GUARD);
    expect(best('end')).toBeLessThan(GUARD);
  });

  it('answers at once while a host is dead, and has its names no more', async () => {
    // A word that nobody has is the slowest: nobody on the underlay is asked for it.
    const asked = { ...named, nobody: [] };
    const slowest = async (): Promise<number> =>
      Math.max(...(await Promise.all(['host1', 'host2'].map((host) => slowestAnswer(cluster, host, SILENCE, asked)))));
    const alive = await slowest();
    await lab.run('stop', 'host3');
    const dead = await slowest();
    reportFigure('booted', 'names', 'slowest answer while all hosts live', alive);
    reportFigure('booted', 'names', 'slowest answer while a host is dead', dead);
    expect(dead - alive).toBeLessThan(PROMISED);
    // A host is known by name, be it dead or not, but answers no ping.
    const left = Object.fromEntries(
      Object.entries(named)
        .filter(([name]) => !name.startsWith('host3'))
        .map(([name, addresses]) => [name, addresses.filter((address) => !address.startsWith('172.17.3.'))]),
    );
    await areNamed(cluster, ['host1', 'host2'], asks, left, {});
    const { stdout } = await lab.tryOn('host1', 'meshinit-check');
    expect(stdout).toContain('FAIL  every host tells its names\n');
  });

  it('is rebuilt from its document, and says which containers lack their images', async () => {
    await operator.ran('meshinit compile shop.yaml -o userdata');
    await lab.run('rebuild', 'host3', join(operator.prepare(), 'userdata/host3.yaml'));
    await Promise.all([lab.run('reboot', 'host1'), lab.run('cut', 'host2')]);
    const { report } = await cluster.settled('host3');
    expect(report).toContain('status: done');
    const status = async (): Promise<string> => (await lab.tryOn('host3', 'cat /run/meshinit/status')).stdout;
    await until('host3 has found no image', async () => (await status()).startsWith('failed: containers:'));
    expect(await status()).toBe('failed: containers: app db\n');
    const { stdout } = await lab.tryOn('host3', 'meshinit-check');
    expect(stdout).toMatch(/^FAIL +container app runs\nFAIL +container db runs$/m);
    expect(readFileSync(join(lab.directory, 'machines/host3/console.log'), 'utf8')).toContain(
      'meshinit: failed: containers: app db',
    );
    await putStandIns(lab, 'host3');
    await until('host3 is ready', async () => (await status()) === 'ready\n');
  });

  bootsWell(cluster);

  it('has all names again at the addresses of before, after a reboot, a power cut and a rebuilding', async () => {
    const gone = new Set(['worker2', 'worker2.host3', 'helper'].flatMap((name) => [name, `${name}.${DOMAIN}`]));
    const left = Object.fromEntries(Object.entries(named).filter(([name]) => !gone.has(name)));
    await areNamed(cluster, HOSTS, asks, left, OWNERS);
    for (const name of HOSTS) {
      const { stdout } = await lab.tryOn(name, 'meshinit-check');
      expect(stdout.split('\n').filter((line) => line !== '' && !line.startsWith('ok '))).toEqual([]);
    }
  });
});
