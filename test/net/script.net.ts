import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { SCRIPT } from './document.ts';
import { manifestOf } from './manifest.ts';
import { keepsItsPromises } from './promises.ts';

/** Every file that the script wrote, with all that a second writing would change. */
const FILES = `sed -n "s/^put[a-z_]* \\([^ ]*\\) 0[0-7]* <<'EOF.*/\\1/p" ${SCRIPT} | xargs stat -c '%n %a %i %z %y'`;

describeCluster(
  'two hosts by scripts, which a shell reads from standard input',
  manifestOf(2, 4, {}),
  (cluster) => {
    keepsItsPromises(cluster);

    it('writes no file a second time, and leaves no other behind', async () => {
      const { machine } = cluster.host('host1');
      const before = await machine.run(FILES);
      expect(before.split('\n').length).toBeGreaterThan(12);
      expect(await machine.run(`sh -s <${SCRIPT}`)).toContain('meshinit: ready');
      expect(await machine.run(FILES)).toBe(before);
      expect(await machine.run('find /etc /usr/local /run -name ".meshinit*"')).toBe('');
    });

    it('takes back what was changed by hand, and nothing else', async () => {
      const { machine } = cluster.host('host1');
      const before = await machine.run(FILES);
      await machine.run('echo mtu >>/etc/docker/daemon.json; chmod 600 /etc/meshinit/peers');
      await machine.run(`sh -s <${SCRIPT}`);
      const changed = (await machine.run(FILES)).split('\n').filter((line) => !before.includes(line));
      expect(changed.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
        '/etc/docker/daemon.json 644',
        '/etc/meshinit/peers 644',
      ]);
      expect(readFileSync(machine.path('/run/meshinit/status'), 'utf8')).toBe('ready\n');
    });

    it('starts Docker anew where its options are other ones, and else lets it run', async () => {
      const { machine } = cluster.host('host1');
      const log = '/run/stand-in/calls';
      expect(await machine.run(`: >${log}; sh -s <${SCRIPT} >/dev/null; cat ${log}`)).not.toContain(
        'stop docker.service',
      );
      expect(await machine.run(`echo >>/etc/docker/daemon.json; sh -s <${SCRIPT} >/dev/null; cat ${log}`)).toContain(
        'stop docker.service',
      );
      expect(await machine.run('meshinit-check')).not.toContain('FAIL');
    });

    it('does nothing where only a part of it arrives', async () => {
      const { machine } = cluster.host('host1');
      await machine.run('rm /etc/meshinit/peers');
      for (const share of [2, 3, 5]) {
        const { status } = await machine.try(
          `head -c $(($(wc -c <${SCRIPT}) * ($1 - 1) / $1)) ${SCRIPT} | sh -s`,
          `${share}`,
        );
        expect(status).not.toBe(0);
      }
      expect((await machine.try('test -e /etc/meshinit/peers')).status).toBe(1);
      await machine.run(`sh -s <${SCRIPT}`);
    });

    it('says what failed, with a status', async () => {
      const { machine } = cluster.host('host1');
      await machine.run('rm /etc/meshinit/peers && mkdir /etc/meshinit/peers');
      const { status, output } = await machine.try(`sh -s <${SCRIPT}`);
      expect(status).toBe(1);
      expect(output).toContain('meshinit: /etc/meshinit/peers is a directory');
      await machine.run('rmdir /etc/meshinit/peers');
      const broken = await machine.try(`sed 's/^MTU=.*/MTU=9000000/' ${SCRIPT} | sh -s`);
      expect(broken.status).not.toBe(0);
      expect(broken.output).toMatch(/^meshinit: failed: .*; the script ends with status 1$/m);
      await machine.run(`sh -s <${SCRIPT}`);
      expect(await machine.run('meshinit-check')).not.toContain('FAIL');
    });

    it('is for root alone', async () => {
      const { machine } = cluster.host('host1');
      await machine.run(`chmod 644 ${SCRIPT}`);
      const { status, output } = await machine.try(`setpriv --reuid 65534 sh -s <${SCRIPT}`);
      expect(status).toBe(1);
      expect(output).toContain('only root can do this');
    });
  },
  { compiled: { format: 'script' } },
);
