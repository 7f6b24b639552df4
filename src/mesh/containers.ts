import { parseAddress } from '../addresses/address.ts';
import { type Cidr, cidrText, holds } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { ComposeFile } from '../manifest/compose.ts';
import type { AddressPin, Container, ContainerMembership } from '../manifest/containers.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { containerOutside, containersExhausted } from './laws.ts';
import type { Membership, Mesh } from './mesh.ts';
import type { PlannedAddress, PlannedContainer } from './planned-container.ts';
import { lowerHalf, upperHalf } from './slice-halves.ts';
import { containerAddress6, type Subnet6 } from './subnet6.ts';

/** Addresses of containers in one network: by container, then by host. */
export type LockedContainers = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface ContainerPlan {
  readonly containers: readonly PlannedContainer[];
  /** By network. */
  readonly locked: ReadonlyMap<string, LockedContainers>;
}

/**
 * An address for every container in each of its networks, on each of its hosts: its pin, else the lock's, else the lowest
 * free one of the upper half of the host's slice. Its IPv6 address is made of that one. What Compose files pin is nobody
 * else's.
 */
export function planContainers(
  declared: Pick<Manifest, 'containers' | 'compose'>,
  meshes: readonly Mesh[],
  known: (network: string) => LockedContainers | undefined,
  reporter: Reporter,
): ContainerPlan {
  const locked = new Map(
    meshes.map((mesh) => [mesh.name, addressesIn(mesh, declared, known(mesh.name) ?? new Map(), reporter)]),
  );
  const subnets6 = new Map(meshes.map(({ name, subnet6 }) => [name, subnet6]));
  const planned = declared.containers.flatMap(({ name, path, input, hosts, networks, links }) =>
    hosts.map(
      (host): PlannedContainer => ({
        ...{ name, host, path, image: input.image },
        networks: networks.flatMap(({ network, aliases }) => {
          const address = network && locked.get(network.name)?.get(name)?.get(host);
          if (!network || address === undefined) return [];
          return [plannedAddress(network.name, subnets6.get(network.name), address, aliases)];
        }),
        links: links.map(({ alias, target }) => ({ alias, target })),
      }),
    ),
  );
  return { containers: planned, locked };
}

const plannedAddress = (
  network: string,
  subnet6: Subnet6 | undefined,
  address: number,
  aliases: readonly string[],
): PlannedAddress => ({ network, address, address6: subnet6 && containerAddress6(subnet6, address), aliases });

/** A container that wants an address on a host. */
interface Wish {
  readonly name: string;
  readonly path: ManifestPath;
  readonly pin: AddressPin | undefined;
  /** Whether the lock keeps it: Compose files say themselves what they want. */
  readonly isDeclared: boolean;
}

/** By host. */
type Wishes = Map<string, Wish[]>;

function addWish(wishes: Wishes, host: string, wish: Wish): void {
  const onHost = wishes.get(host);
  if (onHost) onHost.push(wish);
  else wishes.set(host, [wish]);
}

function addComposed(wishes: Wishes, mesh: Mesh, compose: readonly ComposeFile[]): void {
  for (const { host, services } of compose) {
    for (const { name, memberships } of services) {
      for (const { network, path, pin } of memberships) {
        if (network?.name !== mesh.name || !pin) continue;
        addWish(wishes, host, { name: `service ${name}`, path, pin, isDeclared: false });
      }
    }
  }
}

function addDeclared(wishes: Wishes, mesh: Mesh, containers: readonly Container[]): void {
  for (const { name, path, hosts, networks } of containers) {
    const membership = networks.find(({ network }) => network?.name === mesh.name);
    if (!membership) continue;
    for (const host of hosts) addWish(wishes, host, { name, path, pin: pinFor(membership, host), isDeclared: true });
  }
}

/** By container, in the order of their declarations, then by host. */
function addressesIn(
  mesh: Mesh,
  { containers, compose }: Pick<Manifest, 'containers' | 'compose'>,
  known: LockedContainers,
  reporter: Reporter,
): LockedContainers {
  const wishes: Wishes = new Map();
  addComposed(wishes, mesh, compose);
  addDeclared(wishes, mesh, containers);
  const given = new Map(containers.map(({ name }) => [name, new Map<string, number>()]));
  for (const member of mesh.members) {
    const onHost = wishes.get(member.name);
    if (!onHost) continue;
    const places = new HostPlaces(mesh, member);
    for (const [name, address] of places.give(onHost, known, reporter)) given.get(name)?.set(member.name, address);
  }
  return new Map([...given].filter(([, byHost]) => byHost.size > 0));
}

const pinFor = ({ pins }: ContainerMembership, host: string): AddressPin | undefined =>
  pins.find((pin) => pin.host === undefined || pin.host === host);

/** The places for declared containers on one host in one network. */
class HostPlaces {
  private readonly mesh: Mesh;
  private readonly member: Membership;
  private readonly half: Cidr | undefined;
  private readonly taken = new Map<number, Wish | undefined>();

  constructor(mesh: Mesh, member: Membership) {
    this.mesh = mesh;
    this.member = member;
    this.half = upperHalf(member.slice);
    const { subnet, layout } = mesh;
    // In a subnet of the host's own the slice's last address is the broadcast address.
    const reserved = [subnet.first, subnet.last, member.bridge, ...(layout === 'shared' ? [] : [member.slice.last])];
    for (const address of reserved) this.taken.set(address, undefined);
  }

  give(wishes: readonly Wish[], known: LockedContainers, reporter: Reporter): Map<string, number> {
    const given = new Map<string, number>();
    const take = (wish: Wish, address: number): void => {
      this.taken.set(address, wish);
      if (wish.isDeclared) given.set(wish.name, address);
    };
    for (const wish of wishes) {
      const address = wish.pin && this.pinned(wish, wish.pin, reporter);
      if (address !== undefined) take(wish, address);
    }
    const open = wishes.filter(({ pin }) => !pin);
    for (const wish of open) {
      const address = known.get(wish.name)?.get(this.member.name);
      if (address !== undefined && this.isFree(address)) take(wish, address);
    }
    let next = this.half?.first ?? 0;
    for (const wish of open) {
      if (given.has(wish.name)) continue;
      while (this.half && next <= this.half.last && this.taken.has(next)) next += 1;
      if (!this.isFree(next)) {
        // It is told once, of the first.
        this.exhausted(wish, wishes.length, reporter);
        break;
      }
      take(wish, next);
    }
    return given;
  }

  private isFree(address: number): boolean {
    return this.half !== undefined && holds(this.half, address) && !this.taken.has(address);
  }

  /** A pin's address, if the container can have it. */
  private pinned({ name }: Wish, { text, path }: AddressPin, reporter: Reporter): number | undefined {
    const parsed = parseAddress(text);
    // A rule has told of a text that is none.
    if ('fault' in parsed || parsed.family === 6) return undefined;
    const address = Number(parsed.value);
    if (this.isFree(address)) return address;
    const rival = this.taken.get(address);
    const owner = this.mesh.members.find(({ slice }) => holds(slice, address));
    reporter.report(containerOutside, {
      path,
      message: `the address ${text} of ${name} on ${this.member.name} ${this.why(address, rival, owner?.name)}`,
      hint: this.half
        ? `Choose one of ${this.member.name}'s upper half, ${cidrText(this.half)}, or leave it to meshinit.`
        : '',
      related: rival?.pin ? [{ path: rival.pin.path, message: `${rival.name} has it` }] : [],
    });
    return undefined;
  }

  private why(address: number, rival: Wish | undefined, owner: string | undefined): string {
    const { name, slice, bridge } = this.member;
    if (rival) return `is taken by ${rival.name}`;
    if (address === bridge) return `is the mesh address of ${name}`;
    if (this.taken.has(address)) return 'is a network or broadcast address';
    if (owner === name) return `is in ${cidrText(lowerHalf(slice))}, which Docker gives to other containers`;
    if (owner !== undefined) return `is in the slice of ${owner}: Docker there may give it to another container`;
    return `is outside ${name}'s slice ${cidrText(slice)}`;
  }

  private exhausted({ name: container, path }: Wish, count: number, reporter: Reporter): void {
    const { name, slice } = this.member;
    const half = this.half ? cidrText(this.half) : `half of ${cidrText(slice)}`;
    reporter.report(containersExhausted, {
      path,
      at: 'key',
      message: `${container} finds no address on ${name}: ${half} has no room for its ${count} containers in ${this.mesh.name}`,
      hint: 'Use larger slices (a shorter prefix), or declare fewer containers on this host.',
      related: [{ path: ['hosts', name], at: 'key', message: `${name} has the slice ${cidrText(slice)}` }],
    });
  }
}
