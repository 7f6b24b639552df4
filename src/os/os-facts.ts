import type { DataplaneId } from '../dataplanes/ids.ts';
import type { FormatId } from '../document/formats/ids.ts';
import type { FirewallId } from '../firewalls/ids.ts';
import type { Part } from '../host/part.ts';
import type { StackId } from '../stacks/ids.ts';
import type { TunnelKind } from '../tunnels/tunnels.ts';
import type { Version } from '../versions.ts';
import type { DockerFrom, OsId } from './ids.ts';
import type { Places } from './places.ts';

/**
 * One operating system: what stands on its cloud image, what its archive has, what it cannot do.
 * @typeParam Recipe how it does a thing: of no matter to those who ask what it is
 */
export interface OsFacts<Recipe = unknown> {
  readonly id: OsId;
  readonly title: string;
  /** The day that its free security updates ended, or undefined while they go on. */
  readonly supportEnded?: string;
  /** The last day of them as announced, while they go on; undefined where none was said. */
  readonly supportEnds?: string;
  /** What its cloud image brings, each for the end of a sentence. */
  readonly image: {
    /** What keeps the image's network. */
    readonly network: string;
    /** The firewall that it ships, and whether that is active. */
    readonly firewall: string;
  };
  /** Kernel of the image. */
  readonly kernel: Version;
  /** Tunnel kinds over IPv4 that this kernel carries although it is older than the first that does. */
  readonly backports?: readonly TunnelKind[];
  /** The oldest cloud-init among its images; undefined where those have Ignition in its place. */
  readonly cloudInit?: string;
  /** Top-level cloud-config keys, and `module.key`s, that its cloud-init does not know, with what to use instead. */
  readonly cloudInitLacks?: Readonly<Record<string, string>>;
  /** What can switch there, and what each adds to a host, its packages above all; the first is the default. */
  readonly dataplanes: Readonly<Partial<Record<DataplaneId, Recipe>>>;
  /** Where it takes Open vSwitch from; undefined where it has none. */
  readonly openvswitch?: {
    /** Version in the distribution's archive. */
    readonly version: string;
    readonly from: readonly ('distro' | 'debs' | 'rpms')[];
    /** Its package in the distribution's archive. */
    readonly package: string;
    /** The repository that it is in, for people, where the image does not know that. */
    readonly repositoryTitle?: string;
    /** The service that runs it. */
    readonly service: string;
  };
  /** Whether its kernel has WireGuard, and the package of `wg` where the image lacks it; undefined where there is none of both. */
  readonly wireguard?: { readonly package?: string };
  /** The package of FRR from its archive; undefined where it has none that can be installed. */
  readonly frr?: { readonly package: string };
  /** What names take: dnsmasq, Python and systemd; undefined where one of them is missing. */
  readonly names?: {
    readonly packages: readonly string[];
    /** Whether systemd-networkd makes Docker's bridge, so that only its own files say whom to ask there. */
    readonly networkd?: true;
    /** What keeps questions from the underlay away; nft else. */
    readonly filter?: 'iptables';
  };
  /** What joining a swarm takes besides Docker: socat, and curl; undefined where one of them is missing. */
  readonly swarm?: { readonly packages: readonly string[] };
  /** Its etcd, for a Docker that takes a key-value store; undefined where it has none, or such a Docker has gone. */
  readonly etcd?: {
    readonly version: Version;
    /** Of the server, and of etcdctl. */
    readonly server: readonly string[];
    readonly client: readonly string[];
  };
  /** How it can keep its network, and what each way adds; the first is the default. */
  readonly stacks: Readonly<Partial<Record<StackId, Recipe>>>;
  /** Firewalls that it can run; the first is what `auto` means. */
  readonly firewalls: Readonly<Partial<Record<FirewallId, Recipe>>>;
  readonly formats: readonly [FormatId, ...FormatId[]];
  /** Where meshinit's programs are, if /usr/local cannot be written. */
  readonly places?: Places;
  readonly docker: {
    /** Where it can come from, and what each way takes; the first is the default. */
    readonly from: Readonly<Partial<Record<DockerFrom, DockerSource>>>;
    /** The service, or job, that runs it. */
    readonly service: string;
    /** Where `docker.daemon` goes: a JSON file, or flags in a file that a shell reads. */
    readonly options: 'daemon.json' | 'flags';
    /** False where Docker is kept from iptables, since the firewall's daemon owns them. */
    readonly iptables?: boolean;
    /** False where it may be from before 1.9, which brought `docker network`. */
    readonly hasNetworks?: false;
  };
  /** What cloud-init or a script runs for us, as lines of shell. */
  readonly commands: Commands;
  /** What the host needs whatever its dataplane, stack and firewall: the setup script's phases order the steps. */
  readonly parts: Recipe;
  /** False where its stack has files of its own that hold the peers' addresses, so that no host's can be a DNS name. */
  readonly followsNames?: false;
  /** Why it runs no declared containers, where it does not: the end of a sentence. */
  readonly runsNoContainers?: string;
  /** False where nothing starts services by time. */
  readonly timers?: false;
  /** What it cannot do although others can, each a sentence with its reason. */
  readonly cannot?: readonly string[];
  /** Where this knowledge is from. */
  readonly sources: readonly [string, ...string[]];
  /** What of it no source was found for, or could not be tried. */
  readonly unconfirmed?: readonly string[];
}

/** Docker from one place. */
export interface DockerSource {
  /** What is installed: nothing where the image has it. */
  readonly packages: readonly string[];
  /** Docker's major version there, which says how it gives out IPv6; undefined where another installs it. */
  readonly major?: number;
  /** Where Compose comes from beside it; undefined where there is none. */
  readonly compose?: ComposeSource;
  /** Makes the packages known to the package manager. */
  readonly repository?: Part;
  /** What that is, for people. */
  readonly repositoryTitle?: string;
  /** Whether its unit passes on DOCKER_OPTS of /etc/default/docker; else further flags need a drop-in. */
  readonly readsDefaults?: boolean;
  /** What its unit starts, where that is not docker-ce's command. */
  readonly command?: string;
  /** daemon.json keys that its unit already passes as flags: dockerd refuses a key given twice. */
  readonly takenKeys?: readonly string[];
  /** daemon.json keys without which it would not work on this system; `docker.daemon` can overrule them. */
  readonly daemon?: Readonly<Record<string, string>>;
}

/** Compose for Docker from one place. */
export interface ComposeSource {
  /** Its package; undefined where whoever brings Docker brings it too. */
  readonly package?: string;
  /** The oldest there. Before 2 it is a program of its own; before 1.27 it reads no file without a version. */
  readonly version: Version;
}

export interface Commands {
  /** At each boot, before anything of ours runs. */
  readonly everyBoot: readonly string[];
  /** At the first boot, when all files are there. A failure ends cloud-init's run of commands, and so is seen. */
  readonly firstBoot: readonly string[];
  /** The path of what starts `meshinit-setup`, and takes it up again after an interruption. */
  readonly starter: string;
  /**
   * In a script for a host that may run already, when all files are there: `$changed` has the paths of those that are
   * new or other than before.
   */
  readonly onceWritten?: readonly string[];
  /** What has Docker read its options again, and what starts it again. */
  readonly docker: { readonly reload: string; readonly restart: string };
  /** Units that an Ignition document enables, of those that the host has: it runs no commands. */
  readonly enables?: readonly string[];
}

/** What can switch there, the default first. */
export const dataplaneIdsOf = (os: OsFacts): DataplaneId[] => Object.keys(os.dataplanes) as DataplaneId[];

/** Ways to keep the network, the default first; with a dataplane those that can build it. */
export const stackIdsOf = (os: OsFacts, dataplane?: { readonly stacks: readonly StackId[] }): StackId[] =>
  (Object.keys(os.stacks) as StackId[]).filter((id) => dataplane?.stacks.includes(id) ?? true);

/** Firewalls, the one that `auto` means first. */
export const firewallIdsOf = (os: OsFacts): FirewallId[] => Object.keys(os.firewalls) as FirewallId[];

/** Places that Docker can come from, the default first. */
export const dockerSourcesOf = (os: OsFacts): DockerFrom[] => Object.keys(os.docker.from) as DockerFrom[];
