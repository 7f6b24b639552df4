import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HostDocument, Membership, Mesh } from '../../src/index.ts';
import { type FileOnHost, filesOf } from '../support/hosts.ts';
import type { Dataplane } from './dataplane.ts';
import { type CloudConfig, readDocument, runCommands, writeFiles } from './document.ts';
import { kernelVxlan } from './kernel-vxlan.ts';
import { Namespace, type Outcome } from './namespace.ts';
import { networkdVxlan } from './networkd.ts';
import { openVswitch } from './ovs.ts';
import type { Underlay } from './underlay.ts';

const STAND_INS = fileURLToPath(new URL('stand-ins/', import.meta.url));

/** A machine of the cluster: namespaces with the files of its document, and a dataplane of its own. */
export class Host {
  readonly plan: Membership;
  readonly document: CloudConfig;
  readonly machine: Namespace;
  readonly dataplane: Dataplane;
  /** With the length of its prefix. */
  readonly underlayAddress: string;

  private constructor(mesh: Mesh, plan: Membership, document: HostDocument, machine: Namespace) {
    this.plan = plan;
    this.document = readDocument(document);
    this.machine = machine;
    this.dataplane = dataplaneOf(filesOf(document));
    this.underlayAddress = `${plan.node.address.text}/${underlayPrefix(mesh)}`;
  }

  /**
   * A machine before its first boot's work: the document's files are there, and Open vSwitch runs where the host is to
   * have it, since its package is not really installed.
   */
  static async start(mesh: Mesh, document: HostDocument, underlay: Underlay): Promise<Host> {
    const host = await Host.prepare(mesh, document, underlay);
    const neighbours = mesh.members.filter(({ name }) => name !== host.name).map(({ node }) => node.address.text);
    await host.dataplane.start(host.machine, host.underlayAddress, neighbours);
    return host;
  }

  /** The same without a dataplane and without an address. */
  static async prepare(mesh: Mesh, document: HostDocument, underlay: Underlay): Promise<Host> {
    const plan = mesh.members.find(({ name }) => name === document.host);
    if (!plan) throw new Error(`${document.host} is not in the mesh`);
    const machine = await Namespace.open(plan.name, 'files');
    const host = new Host(mesh, plan, document, machine);
    putStandIns(machine, document.os);
    await machine.run(IMAGE);
    writeFiles(host.document, machine);
    await underlay.plug(machine, plan.node.mtu);
    return host;
  }

  get name(): string {
    return this.plan.name;
  }

  /** What cloud-init does at the first boot, and does again where it is told to run once more. */
  async boot(): Promise<Outcome> {
    const early = await runCommands(this.document.bootcmd, this.machine);
    return early.status === 0 ? runCommands(this.document.runcmd, this.machine) : early;
  }
}

/** Only a document that installs Open vSwitch may call it. */
function dataplaneOf(files: readonly FileOnHost[]): Dataplane {
  const setup = files.filter(({ content }) => content.includes('sync\nstatus ready\n'));
  if (setup.length !== 1) throw new Error('a document has a setup script');
  if (setup.some(({ content }) => content.includes('install Open vSwitch'))) return openVswitch;
  return files.some(({ path }) => path.endsWith('.netdev')) ? networkdVxlan : kernelVxlan;
}

/**
 * Open vSwitch's userspace datapath finds no way to a peer outside its own address's prefix, whatever routes there are:
 * the prefix is as short as the hosts' addresses need, and of usual length where they are neighbours.
 */
function underlayPrefix({ members }: Mesh): number {
  if (members.some(({ node }) => node.address.family === 6)) return 64;
  const numbers = members.map(({ node }) =>
    node.address.text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0),
  );
  const [first = 0] = numbers;
  return Math.min(24, ...numbers.map((number) => Math.clz32(number ^ first)));
}

/** What an image brings that the machine of the tests may lack, or has otherwise. */
const IMAGE = `set -e
  mkdir -p /etc/network/interfaces.d /etc/sysconfig/network-scripts /etc/yum.repos.d /run/network
  printf 'auto lo\\niface lo inet loopback\\n\\n# The provider put this here.\\niface eth0 inet manual\\n' >/etc/network/interfaces
  printf '[base]\\nmirrorlist=http://mirrorlist.centos.org/\\n' >/etc/yum.repos.d/CentOS-Base.repo`;

/** What stands in for programs that are not run here, of every system and of this one, where a shell finds it first. */
export function putStandIns(machine: Namespace, os: string): void {
  for (const directory of [`${STAND_INS}all/`, `${STAND_INS}${os}/`]) {
    if (!existsSync(directory)) continue;
    for (const name of readdirSync(directory)) {
      if (name !== 'README.md') copyFileSync(`${directory}${name}`, machine.path(`/usr/local/bin/${name}`));
    }
  }
}
