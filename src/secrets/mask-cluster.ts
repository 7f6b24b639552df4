import type { HostAddress } from '../addresses/host-address.ts';
import type { Underlay } from '../manifest/underlays.ts';
import type { Cluster, HostLink, Membership, Mesh, Node } from '../mesh/mesh.ts';
import type { Taint } from './taint.ts';

/** A cluster for people: addresses that came by `$secret` are hidden. */
export function maskCluster(cluster: Cluster, taint: Taint): Cluster {
  if (taint.values.length === 0) return cluster;
  const mask = new ClusterMask(taint);
  const [main, ...others] = cluster.networks;
  const nodes = cluster.nodes.map((node) => mask.node(node));
  return { ...cluster, nodes, networks: [mask.network(main), ...others.map((network) => mask.network(network))] };
}

/** A copy whose links are still made when somebody asks for them. */
const lazily = <Value extends { readonly links: unknown }>(
  value: Value,
  key: keyof Value,
  changed: unknown,
  links: () => unknown,
): Value =>
  Object.defineProperties({} as Value, {
    ...Object.getOwnPropertyDescriptors(value),
    [key]: { value: changed, enumerable: true },
    links: { get: links, enumerable: true },
  });

class ClusterMask {
  private readonly taint: Taint;

  constructor(taint: Taint) {
    this.taint = taint;
  }

  node(node: Node): Node {
    const at = ['hosts', node.name];
    const isHidden = this.taint.touches([...at, 'address']) || this.taint.touches([...at, 'addresses']);
    return {
      ...node,
      address: this.taint.covers([...at, 'address']) ? hidden(node.address) : node.address,
      inside: this.underlay(node.inside),
      outside: this.underlay(node.outside),
      source: isHidden ? undefined : node.source,
    };
  }

  network(network: Mesh): Mesh {
    const members = network.members.map((member) => this.member(member));
    return lazily(network, 'members', members, () => network.links);
  }

  private member(member: Membership): Membership {
    return lazily(member, 'node', this.node(member.node), () => member.links.map(this.link));
  }

  private readonly link = (link: HostLink): HostLink => ({
    ...link,
    remote: this.underlay(link.remote),
    ...(link.underlay && { underlay: this.underlay(link.underlay) }),
  });

  private readonly underlay = (underlay: Underlay): Underlay =>
    this.taint.covers(underlay.path) ? { ...underlay, address: hidden(underlay.address) } : underlay;
}

/** Of the same family: an address's number would tell as much as its text. */
const hidden = ({ family }: HostAddress): HostAddress => ({ family, text: '•••', isName: true });
