import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { type HostAddress, isNamed } from '../../src/addresses/host-address.ts';
import { type CompileOptions, compile, type HostDocument, type Mesh } from '../../src/index.ts';
import type { PlannedContainer } from '../../src/mesh/planned-container.ts';
import { reportRun } from '../support/figures.ts';
import { isLeftOut } from '../support/leave-out.ts';
import { refuse } from '../support/refuse.ts';
import { type Container, startContainer } from './containers.ts';
import { Host } from './host.ts';
import type { Namespace } from './namespace.ts';
import { missingRequirements } from './requirements.ts';
import { Underlay } from './underlay.ts';

interface Options {
  /** Whether the hosts are there before the tests; else there is the underlay alone. */
  readonly starts?: boolean;
  /** Whether they do their first boot's work before the tests. */
  readonly boots?: boolean;
  /** What their documents are compiled with. */
  readonly compiled?: CompileOptions;
  /** The address of each host that the manifest names by DNS, by that name. */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** A running cluster. Its members are there once the tests run. */
export class Cluster {
  mesh: Mesh;
  documents: readonly HostDocument[];
  readonly lock: string;
  readonly hosts = new Map<string, Host>();
  /** What the manifest declares, where a host runs a real Docker. */
  readonly declared: readonly PlannedContainer[];
  /** One on each host. */
  readonly containers = new Map<string, Container>();
  /** Further machines that a test made. */
  readonly machines: Namespace[] = [];
  #underlay: Underlay | undefined;

  constructor(manifest: string, options: CompileOptions = {}) {
    const { cluster, documents, diagnostics, lock = '' } = compile(manifest, options);
    if (!cluster)
      throw new Error(`the manifest does not compile: ${diagnostics.map(({ message }) => message).join('; ')}`);
    this.mesh = cluster.networks[0];
    this.documents = documents;
    this.declared = cluster.containers;
    this.lock = lock;
  }

  /** Has another's plan from now on, which its hosts are still to be brought to. */
  adopt({ mesh, documents }: Cluster): void {
    this.mesh = mesh;
    this.documents = documents;
  }

  get underlay(): Underlay {
    if (!this.#underlay) throw new Error('the cluster is not open');
    return this.#underlay;
  }

  host(name: string): Host {
    const host = this.hosts.get(name);
    if (!host) throw new Error(`${name} is not up`);
    return host;
  }

  container(name: string): Container {
    const container = this.containers.get(name);
    if (!container) throw new Error(`${name} has no container`);
    return container;
  }

  /** Every two hosts, each way. */
  pairs(): [Host, Host][] {
    const hosts = [...this.hosts.values()];
    return hosts.flatMap((from) => hosts.filter((to) => to !== from).map((to): [Host, Host] => [from, to]));
  }

  async open(): Promise<void> {
    this.#underlay = await Underlay.open('underlay');
  }

  /** A machine with its document, before its first boot's work. */
  async start(name: string): Promise<Host> {
    const document = this.documents.find(({ host }) => host === name);
    if (!document) throw new Error(`${name} has no document`);
    const host = await Host.start(this.mesh, document, this.underlay);
    this.hosts.set(name, host);
    return host;
  }

  /** First boot's work, and a container. */
  async boot(host: Host): Promise<void> {
    const { status, output } = await host.boot();
    if (status !== 0) throw new Error(`${host.name} does not come up (${status}):\n${output.slice(-2000)}`);
    this.containers.set(host.name, await startContainer(host, 10));
  }

  /** A power cut. */
  async kill(name: string): Promise<void> {
    const host = this.host(name);
    this.hosts.delete(name);
    this.containers.delete(name);
    await host.machine.close();
  }

  async close(): Promise<void> {
    const machines = [...[...this.hosts.values()].map(({ machine }) => machine), ...this.machines];
    await Promise.all(machines.map((machine) => machine.close()));
    await this.#underlay?.close();
  }

  /** Keeps what tells why a test failed, and says where. */
  keepLogs(): void {
    const directory = mkdtempSync(join(tmpdir(), 'meshinit-net-'));
    for (const { name, machine } of this.hosts.values()) {
      mkdirSync(join(directory, name));
      const lines = machine.transcript.map(({ script, output, status }) => `$ ${script}\n${output}(${status})\n`);
      writeFileSync(join(directory, name, 'transcript'), lines.join('\n'));
      for (const file of ['/var/log/openvswitch/ovs-vswitchd.log', '/run/meshinit/status', '/tmp/console']) {
        try {
          writeFileSync(join(directory, name, file.replaceAll('/', '_')), readFileSync(machine.path(file)));
        } catch {
          // The host did not get as far as to write it.
        }
      }
    }
    console.error(`logs of the failed hosts: ${directory}`);
  }
}

/** The plan as the tests see it: with the addresses that the hosts' names are to have. */
function resolveNames({ members }: Mesh, addresses: Readonly<Record<string, string>>): void {
  const resolved = (address: HostAddress): HostAddress =>
    isNamed(address) ? { ...address, text: addresses[address.text] ?? address.text } : address;
  for (const member of members) {
    const { node } = member;
    Object.assign(node, { address: resolved(node.address) });
    const links = member.links.map((link) => ({
      ...link,
      remote: { ...link.remote, address: resolved(link.remote.address) },
    }));
    // A plan makes them anew for whoever asks.
    Object.defineProperty(member, 'links', { value: links });
  }
}

/** A group of tests on a cluster of their own, in order. Skipped, loudly, on a machine that cannot run it. */
export function describeCluster(
  title: string,
  manifest: string,
  tests: (cluster: Cluster) => void,
  { starts = true, boots = starts, compiled = {}, addresses = {} }: Options = {},
): void {
  describe(title, () => {
    const missing = missingRequirements();
    if (missing.length > 0) return refuse('namespace', missing);
    if (isLeftOut(title)) return;
    const cluster = new Cluster(manifest, compiled);
    resolveNames(cluster.mesh, addresses);
    let tested = false;
    beforeAll(async () => {
      await cluster.open();
      if (starts) await Promise.all(cluster.mesh.members.map(({ name }) => cluster.start(name)));
      if (boots) await Promise.all([...cluster.hosts.values()].map((host) => cluster.boot(host)));
      tested = true;
    });
    afterEach(({ task }) => {
      if (task.result?.state === 'fail') tested = false;
    });
    afterAll(async () => {
      if (!tested) cluster.keepLogs();
      await cluster.close();
      if (tested) reportRun('namespaces', manifest);
    });
    tests(cluster);
  });
}
