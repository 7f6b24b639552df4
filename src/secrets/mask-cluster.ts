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
    return { ...network, members: network.members.map((member) => this.member(member)) };
  }

  private member(member: Membership): Membership {
    return { ...member, node: this.node(member.node), links: member.links.map((link) => this.link(link)) };
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
