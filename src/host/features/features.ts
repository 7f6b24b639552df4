import { hasMesh } from '../host-plan.ts';
import type { PartsOf } from '../parts-of.ts';
import { base } from './base.ts';
import { compose } from './compose.ts';
import { containers } from './containers.ts';
import { dataplane } from './dataplane.ts';
import { dockerNetworks } from './docker-networks.ts';
import { evpn } from './evpn.ts';
import { firewall } from './firewall.ts';
import { ipv6 } from './ipv6.ts';
import { monitor } from './monitor.ts';
import { names } from './names.ts';
import { operatingSystem } from './operating-system.ts';
import { overlay } from './overlay.ts';
import { resolver } from './resolver.ts';
import { routed } from './routed.ts';
import { stack } from './stack.ts';
import { wireguard } from './wireguard.ts';
import { withoutMesh } from './without-mesh.ts';

/** A feature of hosts that have a mesh. */
function ofMesh(feature: PartsOf): PartsOf {
  return (plan) => (hasMesh(plan) ? feature(plan) : []);
}

/**
 * Every feature. Steps of one phase run, and shell functions stand, in this order. Adding one: its file, its import and its
 * place here.
 */
export const features: readonly PartsOf[] = [
  ofMesh(base),
  withoutMesh,
  ofMesh(ipv6),
  names,
  operatingSystem,
  wireguard,
  ofMesh(dataplane),
  firewall,
  ofMesh(stack),
  resolver,
  ofMesh(routed),
  evpn,
  ofMesh(dockerNetworks),
  overlay,
  containers,
  compose,
  monitor,
];
