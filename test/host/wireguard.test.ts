import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import wireguard from '../../src/host/scripts/wireguard.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

const KEY = (name: string): string => `${name.repeat(43).slice(0, 43)}=`;
const peer = (number: number, endpoint: string, alive: number): string =>
  `10.98.0.${number} ${KEY(String(number))} ${endpoint} ${alive} host${number}\n`;

/** A host whose `ip` and `wg` only say how they were called. */
class Host {
  readonly #root = temporaryDirectory();

  constructor() {
    const say = (program: string, more = ''): { path: string; content: string; mode: number } => ({
      path: `bin/${program}`,
      content: `#!/bin/sh\necho "${program} $*" >>${this.#root}/said\n${more}`,
      mode: 0o755,
    });
    writeTree(this.#root, [
      say(
        'ip',
        `case "$*" in *'-4 route show type prohibit')
          echo 'prohibit 10.98.0.0/16 metric 4278198272'
          echo 'prohibit 10.20.0.0/24 metric 4278198273'
          echo 'prohibit 172.17.0.0/16 metric 4278198273'
          echo 'prohibit 192.168.0.0/16 metric 5' ;;
        esac
        [ "$1 $2" != 'link add' ] || mkdir -p ${this.#root}/sys/class/net/$3 ${this.#root}/proc/sys/net/ipv4/conf/$3\n`,
      ),
      say('wg', '[ "$1" != show ] || echo 51820\n'),
      say('ping', 'exit 1\n'),
      { path: 'etc/meshinit/mi-wg0.key', content: `${KEY('k')}\n` },
      { path: 'lib/common.sh', content: 'fail() { echo "$*"; exit 1; }\n' },
    ]);
  }

  /** What is done to WireGuard with this list of peers. */
  async run(...peers: string[]): Promise<string[]> {
    return this.#call(peers, /^wg set .* peer /);
  }

  /** Whom it asks for an answer when the timer looks. */
  async follow(...peers: string[]): Promise<string[]> {
    return (await this.#call(peers, /^ping /, '--follow')).toSorted();
  }

  /** Which routes it lays and removes before anything else. */
  async close(): Promise<string[]> {
    return this.#call([], /^ip route |^ip link |^wg /, '--close');
  }

  async #call(peers: readonly string[], wanted: RegExp, ...words: string[]): Promise<string[]> {
    writeFileSync(join(this.#root, 'etc/meshinit/mi-wg0.peers'), peers.join(''));
    writeFileSync(join(this.#root, 'said'), '');
    const script = wireguard
      .replaceAll('@LIB@', `${this.#root}/lib`)
      .replaceAll(/(?<![\w/])\/(?=(etc|run|proc|sys)\/)/g, `${this.#root}/`);
    const { status, stdout, stderr } = await execute('dash', ['-c', script, 'meshinit-wireguard', ...words], {
      env: {
        PATH: `${this.#root}/bin:${process.env['PATH']}`,
        ...{ WG_RANGE: '10.98.0.0/16', WG_FAMILY: '-4', WG_ADDRESS: '10.98.0.1', WG_BITS: '32', WG_MTU: '1440' },
        WG_DEVICES: 'mi-wg0:51820',
        WG_SUBNETS: '172.17.0.0/16 fd00:42::/64',
      },
    });
    expect(`${status} ${stdout}${stderr}`).toBe('0 ');
    return readFileSync(join(this.#root, 'said'), 'utf8')
      .split('\n')
      .filter((line) => wanted.test(line));
  }
}

const [TWO, THREE] = [peer(2, '10.0.0.12:51820', 0), peer(3, '10.0.0.13:51820', 0)];

const whole = (number: number): string =>
  `wg set mi-wg0 peer ${KEY(String(number))} persistent-keepalive 0 allowed-ips 10.98.0.${number} endpoint 10.0.0.1${number}:51820`;

test('a new device gets all peers, and one that has them nothing', async () => {
  const host = new Host();
  expect(await host.run(TWO, THREE)).toEqual([whole(2), whole(3)]);
  expect(await host.run(TWO, THREE)).toEqual([]);
});

test('peers that stay are not touched when others come, go or move', async () => {
  const host = new Host();
  await host.run(TWO, THREE);
  const four = peer(4, '[fd00::4]:51820', 25);
  expect(await host.run(TWO, THREE, four)).toEqual([
    `wg set mi-wg0 peer ${KEY('4')} persistent-keepalive 25 allowed-ips 10.98.0.4 endpoint [fd00::4]:51820`,
  ]);
  expect(await host.run(TWO, four)).toEqual([`wg set mi-wg0 peer ${KEY('3')} remove`]);
  expect(await host.run(peer(2, '10.0.0.99:51820', 0), four)).toEqual([
    `wg set mi-wg0 peer ${KEY('2')} persistent-keepalive 0 endpoint 10.0.0.99:51820`,
  ]);
  expect(await host.run()).toEqual(expect.arrayContaining([`wg set mi-wg0 peer ${KEY('2')} remove`]));
  expect(await host.run(TWO)).toEqual([whole(2)]);
});

test('a name as endpoint is left to the timer, and of a peer behind NAT nothing is set', async () => {
  const host = new Host();
  await host.run(TWO);
  expect(await host.run(TWO, peer(3, 'b.example.com:51820', 0), peer(4, '-', 0))).toEqual([
    `wg set mi-wg0 peer ${KEY('3')} persistent-keepalive 0 allowed-ips 10.98.0.3`,
    `wg set mi-wg0 peer ${KEY('4')} persistent-keepalive 0 allowed-ips 10.98.0.4`,
  ]);
});

test('behind NAT the timer asks every peer for an answer, and elsewhere none', async () => {
  const host = new Host();
  expect(await host.follow(peer(2, '10.0.0.12:51820', 25), peer(3, '10.0.0.13:51820', 25))).toEqual([
    'ping -n -c 1 -W 1 10.98.0.2',
    'ping -n -c 1 -W 1 10.98.0.3',
  ]);
  expect(await host.follow(TWO, THREE)).toEqual([]);
});

test('the range and the mesh have a way that leads nowhere, before all else; a subnet that was the mesh’s loses it', async () => {
  expect(await new Host().close()).toEqual([
    'ip route replace prohibit 10.98.0.0/16 metric 4278198272',
    'ip route replace prohibit 172.17.0.0/16 metric 4278198273',
    'ip route replace prohibit fd00:42::/64 metric 4278198273',
    'ip route del prohibit 10.20.0.0/24 metric 4278198273',
  ]);
});
