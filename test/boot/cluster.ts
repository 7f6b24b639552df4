import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { isHidden } from '../../src/addresses/host-address.ts';
import { compile, type Membership, type Mesh } from '../../src/index.ts';
import { execute, said } from '../support/execute.ts';
import { reportRun } from '../support/figures.ts';
import { isLeftOut } from '../support/leave-out.ts';
import { refuse } from '../support/refuse.ts';
import { startContainer } from './containers.ts';
import { Lab, type LabSettings } from './lab.ts';
import { onEach } from './on-each.ts';
import { missingRequirements } from './requirements.ts';

/** A host of a cluster whose document is made of another manifest of the same hosts, or in another format. */
export interface Odd {
  readonly host: string;
  readonly manifest: string;
  readonly format: 'cloud-config' | 'script';
}

/** What a cluster has besides its manifest. */
export interface Extras {
  readonly odd?: readonly Odd[];
  /** Of its keys, where it is encrypted. */
  readonly seed?: Uint8Array;
  /** A host's own address, where peers know it by another or by none. */
  readonly own?: Readonly<Record<string, string>>;
}

/** A cluster of booted machines. */
export class Cluster {
  readonly name: string;
  readonly lab: Lab;
  readonly mesh: Mesh;
  /** Whether its hosts have BGP sessions. */
  readonly hasSessions: boolean;
  readonly manifest: string;
  readonly directory: string;
  readonly extras: Extras;
  /** Addresses of the containers, by host. */
  readonly containers = new Map<string, string>();

  constructor(name: string, manifest: string, settings: LabSettings, extras: Extras) {
    const { seed } = extras;
    const { cluster, diagnostics } = compile(manifest, seed ? { seed } : {});
    if (!cluster)
      throw new Error(`the manifest does not compile: ${diagnostics.map(({ message }) => message).join('; ')}`);
    this.name = name;
    this.mesh = cluster.networks[0];
    this.hasSessions = cluster.control !== undefined;
    this.manifest = manifest;
    this.extras = extras;
    this.lab = new Lab(name, settings);
    this.directory = mkdtempSync(join(tmpdir(), 'meshinit-boot-'));
  }

  get hosts(): string[] {
    return this.mesh.members.map(({ name }) => name);
  }

  #member(name: string): Membership {
    const host = this.mesh.members.find((candidate) => candidate.name === name);
    if (!host) throw new Error(`${name} is not in the mesh`);
    return host;
  }

  /** Address of a host on the mesh. */
  bridge(name: string): string {
    return ipv4Text(this.#member(name).bridge);
  }

  /** Whether other hosts cannot reach it but by the mesh. */
  isHidden(name: string): boolean {
    return isHidden(this.#member(name).node.address);
  }

  /** IPv4 address by which the world knows a host. */
  outer(name: string): string {
    return this.extras.own?.[name] ?? `10.0.0.1${this.hosts.indexOf(name) + 1}`;
  }

  container(name: string): string {
    const address = this.containers.get(name);
    if (!address) throw new Error(`${name} has no container`);
    return address;
  }

  /** Runs the built command line on the manifest, and boots what it wrote. */
  async open(): Promise<void> {
    const documents = join(this.directory, 'userdata');
    mkdirSync(documents);
    await this.#compile(this.manifest, '-o', documents);
    for (const { host, manifest, format } of this.extras.odd ?? []) {
      const document = await this.#compile(manifest, '--stdout', '--host', host, '--format', format);
      writeFileSync(join(documents, `${host}.yaml`), document);
    }
    // A host with an IPv6 address has an IPv4 one besides, for what its containers want of the world.
    const addresses = this.mesh.members.map(({ name, node: { address } }) =>
      address.family === 6 ? `${name}=${address.text},${this.outer(name)}` : `${name}=${this.outer(name)}`,
    );
    await this.lab.run('up', documents, ...addresses);
  }

  async #compile(manifest: string, ...flags: string[]): Promise<string> {
    const file = join(this.directory, 'cluster.yaml');
    writeFileSync(file, manifest);
    const { seed } = this.extras;
    if (seed) writeFileSync(join(this.directory, 'cluster.seed'), seed, { mode: 0o600 });
    const compiled = await execute(process.execPath, ['dist/meshinit.cjs', 'compile', file, ...flags]);
    if (compiled.status !== 0) throw new Error(`meshinit compile ended with ${compiled.status}: ${said(compiled)}`);
    return compiled.stdout;
  }

  /** A host's first boot to its end, whatever that is: what cloud-init and meshinit say. */
  async settled(name: string): Promise<{ status: number | string; report: string }> {
    const outcome = await this.lab.try('wait', name, '900');
    return { status: outcome.status, report: said(outcome) };
  }

  /** A container on each of these hosts, which comes back with its host. */
  async startContainers(hosts: readonly string[]): Promise<void> {
    await onEach(hosts, async (host) => {
      this.containers.set(host, await startContainer(this.lab, host, this.mesh.docker));
    });
  }

  /** Keeps what tells why a test failed, and says where. */
  async keepLogs(): Promise<void> {
    for (const host of this.hosts) {
      const { stdout } = await this.lab.try('logs', host);
      console.error(`logs of ${host}: ${stdout.trim()}`);
    }
  }

  async close(): Promise<void> {
    await this.lab.run('down');
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/**
 * A group of tests on a cluster of their own, in order: each stands on what the ones before it did. Skipped, loudly, on
 * a machine that cannot run it.
 * @param name a DNS label, by which the laboratory's files are found
 */
export function describeCluster(
  name: string,
  manifest: string,
  settings: LabSettings,
  tests: (cluster: Cluster) => void,
  extras: Extras = {},
): void {
  describe(name, () => {
    const missing = missingRequirements();
    if (missing.length > 0) return refuse('boot', missing);
    if (isLeftOut(name)) return;
    const cluster = new Cluster(name, manifest, settings, extras);
    let isWell = false;
    beforeAll(async () => {
      await cluster.open();
      isWell = true;
    });
    beforeEach(({ skip }) => {
      if (!isWell) skip('an earlier test of this cluster failed');
    });
    afterEach(({ task }) => {
      if (task.result?.state === 'fail') isWell = false;
    });
    afterAll(async () => {
      if (!isWell) await cluster.keepLogs();
      await cluster.close();
      if (isWell)
        for (const text of [manifest, ...(extras.odd ?? []).map((host) => host.manifest)]) reportRun('booted', text);
    });
    tests(cluster);
  });
}
