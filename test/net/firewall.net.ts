import { copyFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { type Cluster, describeCluster } from './cluster.ts';
import { Host } from './host.ts';
import { example, manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';

const PACKETS = fileURLToPath(new URL('packets.pl', import.meta.url));

/** A machine with the kernel's own network only: packets pass the firewall's rules, as they do with Open vSwitch's module. */
async function plug(cluster: Cluster, machine: Namespace, address: string): Promise<Namespace> {
  copyFileSync(PACKETS, machine.path('/tmp/packets.pl'));
  await machine.run('ip addr add "$1" dev eth0 $2', address, address.includes(':') ? 'nodad' : '');
  await machine.run(`ip -4 route add default dev eth0`);
  cluster.machines.push(machine);
  return machine;
}

/** Sources of the packets that get through to a machine's socket while `sends` runs. */
async function received(
  machine: Namespace,
  socket: readonly string[],
  sends: () => Promise<unknown>,
): Promise<string[]> {
  const receiver = machine.spawn('echo "pid $$"; exec perl /tmp/packets.pl receive "$@"', ...socket);
  let said = '';
  let failed = '';
  receiver.stderr.on('data', (data) => (failed += data));
  await new Promise<void>((listens, fails) => {
    receiver.stdout.on('data', (data) => {
      said += data;
      if (said.includes('listening\n')) listens();
    });
    receiver.on('close', () => fails(new Error(`the receiver ended: ${failed}`)));
  });
  await sends();
  const [, pid, sources = ''] = /^pid (\d+)\nlistening\n(.*)/s.exec(await settled(() => said)) ?? [];
  await machine.run('kill "$1"', String(pid));
  return [...new Set(sources.trim().split('\n'))].filter((source) => source !== '').toSorted();
}

/** What has been said once nothing more has come for half a second: all that was sent has arrived by then. */
async function settled(said: () => string): Promise<string> {
  let before: string;
  do {
    before = said();
    await sleep(500);
  } while (said() !== before);
  return before;
}

/** Machines at a peer's address and at a stranger's. */
function startSenders(cluster: Cluster, addresses: readonly string[]): Promise<Namespace[]> {
  const prefix = cluster.mesh.tunnel.family === 4 ? 24 : 64;
  return Promise.all(
    addresses.map(async (address) => {
      const machine = await Namespace.open('sender', 'files');
      await cluster.underlay.plug(machine, 1500);
      return plug(cluster, machine, `${address}/${prefix}`);
    }),
  );
}

async function testFirewall(cluster: Cluster, stranger: string, starts: string): Promise<void> {
  const { tunnel, members } = cluster.mesh;
  const [document] = cluster.documents;
  const [target, peer] = members.map(({ node: { address } }) => address.text);
  if (!document || !target || !peer) throw new Error('two hosts are needed');
  const { machine, underlayAddress } = await Host.prepare(cluster.mesh, document, cluster.underlay);
  await plug(cluster, machine, underlayAddress);
  const senders = await startSenders(cluster, [peer, stranger]);
  const socket = [String(tunnel.family), tunnel.port === undefined ? 'gre' : 'udp', String(tunnel.port ?? 0)];
  const send = (): Promise<unknown> =>
    Promise.all(senders.map((sender) => sender.run('perl /tmp/packets.pl send "$@"', ...socket, target)));
  expect(await received(machine, socket, send)).toEqual([peer, stranger].toSorted());
  for (const time of ['once', 'twice']) {
    await machine.run(starts);
    expect(await received(machine, socket, send), `loaded ${time}`).toEqual([peer]);
  }
}

/** @param starts the command that loads the firewall at boot, as the document's unit or job has it */
function closesTunnels(title: string, manifest: string, stranger: string, starts: string): void {
  describeCluster(
    title,
    manifest,
    (cluster) => {
      it('lets the packets of tunnels in from peers alone', () => testFirewall(cluster, stranger, starts));
    },
    { starts: false },
  );
}

const NFT = 'systemctl restart meshinit-firewall.service';
closesTunnels('nftables, VXLAN over IPv4', example('debian-vxlan'), '10.0.0.66', NFT);
closesTunnels('nftables, GRE over IPv4', example('debian-ifupdown-gre'), '10.0.0.66', NFT);
closesTunnels('nftables, Geneve over IPv6', manifestOf(3, 6, { tunnel: 'geneve' }), 'fd00:10::66', NFT);
closesTunnels('nftables, GRE over IPv6', manifestOf(2, 6, { tunnel: 'gre' }), 'fd00:10::66', NFT);
const wiredcraft = parseDocument(example('wiredcraft-gre'));
wiredcraft.delete('ovs');
closesTunnels('iptables, GRE over IPv4', wiredcraft.toString(), '66.6.6.6', '/usr/local/sbin/meshinit-firewall');
