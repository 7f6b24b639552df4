import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { compile, type Mesh } from '../../src/index.ts';
import { execute, said } from '../support/execute.ts';
import { reportRun } from '../support/figures.ts';
import { refuse } from '../support/refuse.ts';
import { startContainer } from './containers.ts';
import { Lab, type LabSettings } from './lab.ts';
import { missingRequirements } from './requirements.ts';

/** A host of a cluster whose document is made of another manifest of the same hosts, or in another format. */
export interface Odd {
  readonly host: string;
  readonly manifest: string;
  readonly format: 'cloud-config' | 'script';
}

/** A cluster of booted machines. */
export class Cluster {
  readonly name: string;
  readonly lab: Lab;
  readonly mesh: Mesh;
  readonly manifest: string;
  readonly directory: string;
  readonly odd: readonly Odd[];
  /** Addresses of the containers, by host. */
  readonly containers = new Map<string, string>();

  constructor(name: string, manifest: string, settings: LabSettings, odd: readonly Odd[]) {
    const { cluster, diagnostics } = compile(manifest);
    if (!cluster)
      throw new Error(`the manifest does not compile: ${diagnostics.map(({ message }) => message).join('; ')}`);
    this.name = name;
    this.mesh = cluster.networks[0];
    this.manifest = manifest;
    this.odd = odd;
    this.lab = new Lab(name, settings);
    this.directory = mkdtempSync(join(tmpdir(), 'meshinit-boot-'));
  }

  get hosts(): string[] {
    return this.mesh.members.map(({ name }) => name);
  }

  /** Address of a host on the mesh. */
  bridge(name: string): string {
    const host = this.mesh.members.find((candidate) => candidate.name === name);
    if (!host) throw new Error(`${name} is not in the mesh`);
    return ipv4Text(host.bridge);
  }

  /** IPv4 address by which the world knows a host. */
  outer(name: string): string {
    return `10.0.0.1${this.hosts.indexOf(name) + 1}`;
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
    for (const { host, manifest, format } of this.odd) {
      const document = await this.#compile(manifest, '--stdout', '--host', host, '--format', format);
      writeFileSync(join(documents, `${host}.yaml`), document);
    }
    // A host with an IPv6 address has an IPv4 one besides, for what its containers want of the world.
    const addresses = this.mesh.members.map(({ name, node: { address } }) =>
      address.text.includes(':') ? `${name}=${address.text},${this.outer(name)}` : `${name}=${address.text}`,
    );
    await this.lab.run('up', documents, ...addresses);
  }

  async #compile(manifest: string, ...flags: string[]): Promise<string> {
    const file = join(this.directory, 'cluster.yaml');
    writeFileSync(file, manifest);
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
    for (const host of hosts) this.containers.set(host, await startContainer(this.lab, host, this.mesh.docker));
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
  odd: readonly Odd[] = [],
): void {
  describe(name, () => {
    const missing = missingRequirements();
    if (missing.length > 0) return refuse('boot', missing);
    const cluster = new Cluster(name, manifest, settings, odd);
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
      if (isWell) for (const text of [manifest, ...odd.map((host) => host.manifest)]) reportRun('booted', text);
    });
    tests(cluster);
  });
}
