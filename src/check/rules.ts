import type { Rule } from './rule.ts';
import { blockedTunnel } from './rules/blocked-tunnel.ts';
import { bridgeInSlice } from './rules/bridge-in-slice.ts';
import { bridgeOutside } from './rules/bridge-outside.ts';
import { bridgesOutside } from './rules/bridges-outside.ts';
import { cidrTexts } from './rules/cidr-texts.ts';
import { composeAddresses } from './rules/compose-addresses.ts';
import { composeFiles } from './rules/compose-files.ts';
import { composeNames } from './rules/compose-names.ts';
import { composeNetworks } from './rules/compose-networks.ts';
import { composeOffMesh } from './rules/compose-off-mesh.ts';
import { composeReferences } from './rules/compose-references.ts';
import { composeSources } from './rules/compose-sources.ts';
import { composeVariables } from './rules/compose-variables.ts';
import { containerAddresses } from './rules/container-addresses.ts';
import { containerHosts } from './rules/container-hosts.ts';
import { containerLinks } from './rules/container-links.ts';
import { containerNetworks } from './rules/container-networks.ts';
import { containerValues } from './rules/container-values.ts';
import { controlAs } from './rules/control-as.ts';
import { controlHosts } from './rules/control-hosts.ts';
import { controlRange } from './rules/control-range.ts';
import { controlReflectors } from './rules/control-reflectors.ts';
import { coveredPools } from './rules/covered-pools.ts';
import { daemonFlags } from './rules/daemon-flags.ts';
import { daemonKeys } from './rules/daemon-keys.ts';
import { dataplaneLoops } from './rules/dataplane-loops.ts';
import { dataplaneTunnel } from './rules/dataplane-tunnel.ts';
import { deathsSurvived } from './rules/deaths-survived.ts';
import { dockerListen } from './rules/docker-listen.ts';
import { dockerNetworks } from './rules/docker-networks.ts';
import { dockerSource } from './rules/docker-source.ts';
import { duplicateAddress } from './rules/duplicate-address.ts';
import { duplicateBridge } from './rules/duplicate-bridge.ts';
import { duplicateKey } from './rules/duplicate-key.ts';
import { duplicateLink } from './rules/duplicate-link.ts';
import { encryptionPort } from './rules/encryption-port.ts';
import { encryptionRange } from './rules/encryption-range.ts';
import { endOfLife } from './rules/end-of-life.ts';
import { equalKeys } from './rules/equal-keys.ts';
import { formerName } from './rules/former-name.ts';
import { fragileTunnel } from './rules/fragile-tunnel.ts';
import { hiddenHost } from './rules/hidden-host.ts';
import { hostAddress } from './rules/host-address.ts';
import { hostBridge } from './rules/host-bridge.ts';
import { hostOs } from './rules/host-os.ts';
import { hostWireguard } from './rules/host-wireguard.ts';
import { idleTls } from './rules/idle-tls.ts';
import { idleWireguard } from './rules/idle-wireguard.ts';
import { insecureApi } from './rules/insecure-api.ts';
import { internalLayout } from './rules/internal-layout.ts';
import { internalMasquerade } from './rules/internal-masquerade.ts';
import { ipv6Mtu } from './rules/ipv6-mtu.ts';
import { kernelForIpv4 } from './rules/kernel-for-ipv4.ts';
import { kernelForIpv6 } from './rules/kernel-for-ipv6.ts';
import { largeDomain } from './rules/large-domain.ts';
import { linkToItself } from './rules/link-to-itself.ts';
import { linkUnknown } from './rules/link-unknown.ts';
import { loopsKept } from './rules/loops-kept.ts';
import { looseImage } from './rules/loose-image.ts';
import { meshInPieces } from './rules/mesh-in-pieces.ts';
import { metadataBlock } from './rules/metadata-block.ts';
import { mixedFamilies } from './rules/mixed-families.ts';
import { nameClash } from './rules/name-clash.ts';
import { namedHosts } from './rules/named-hosts.ts';
import { namesDns } from './rules/names-dns.ts';
import { namesDomain } from './rules/names-domain.ts';
import { networkMembers } from './rules/network-members.ts';
import { networkName } from './rules/network-name.ts';
import { noMasquerade } from './rules/no-masquerade.ts';
import { openApi } from './rules/open-api.ts';
import { osCompose } from './rules/os-compose.ts';
import { osContainers } from './rules/os-containers.ts';
import { osDataplane } from './rules/os-dataplane.ts';
import { osFirewall } from './rules/os-firewall.ts';
import { osIpv6 } from './rules/os-ipv6.ts';
import { osMonitor } from './rules/os-monitor.ts';
import { osNames } from './rules/os-names.ts';
import { osStack } from './rules/os-stack.ts';
import { osWireguard } from './rules/os-wireguard.ts';
import { overlayDaemon } from './rules/overlay-daemon.ts';
import { overlayDocker } from './rules/overlay-docker.ts';
import { overlayKeys } from './rules/overlay-keys.ts';
import { overlayPorts } from './rules/overlay-ports.ts';
import { overlayReach } from './rules/overlay-reach.ts';
import { overlaySeats } from './rules/overlay-seats.ts';
import { overlayStore } from './rules/overlay-store.ts';
import { overlayStoreOptions } from './rules/overlay-store-options.ts';
import { overlaySubnets } from './rules/overlay-subnets.ts';
import { ovsSource } from './rules/ovs-source.ts';
import { packageNames } from './rules/package-names.ts';
import { packageUrl } from './rules/package-url.ts';
import { poolOverlap } from './rules/pool-overlap.ts';
import { privateAcrossSites } from './rules/private-across-sites.ts';
import { publicDomain } from './rules/public-domain.ts';
import { publicTunnels } from './rules/public-tunnels.ts';
import { publishedPorts } from './rules/published-ports.ts';
import { rawApi } from './rules/raw-api.ts';
import { readableUserData } from './rules/readable-user-data.ts';
import { registryMirrors } from './rules/registry-mirrors.ts';
import { reservedName } from './rules/reserved-name.ts';
import { routedHosts } from './rules/routed-hosts.ts';
import { routedLayout } from './rules/routed-layout.ts';
import { sharedPort } from './rules/shared-port.ts';
import { sliceLength } from './rules/slice-length.ts';
import { sliceOutside } from './rules/slice-outside.ts';
import { sliceOverBridges } from './rules/slice-over-bridges.ts';
import { sliceOverlap } from './rules/slice-overlap.ts';
import { slowLoops } from './rules/slow-loops.ts';
import { smallMtu } from './rules/small-mtu.ts';
import { splitSite } from './rules/split-site.ts';
import { sshValues } from './rules/ssh-values.ts';
import { starHubs } from './rules/star-hubs.ts';
import { subnetOverlap } from './rules/subnet-overlap.ts';
import { subnet6Block } from './rules/subnet6-block.ts';
import { subnet6Overlap } from './rules/subnet6-overlap.ts';
import { tlsFiles } from './rules/tls-files.ts';
import { tunnelKey } from './rules/tunnel-key.ts';
import { tunnelPort } from './rules/tunnel-port.ts';
import { underlayInSubnet } from './rules/underlay-in-subnet.ts';
import { underlayRoutes } from './rules/underlay-routes.ts';
import { underlaySources } from './rules/underlay-sources.ts';
import { usableSubnet } from './rules/usable-subnet.ts';
import { vlanDataplane } from './rules/vlan-dataplane.ts';
import { vlanKeys } from './rules/vlan-keys.ts';
import { withoutNetwork } from './rules/without-network.ts';

/** Every rule of the check stage, in the order of their codes. Adding one: its file, its import and its place here. */
export const rules = [
  hostAddress,
  cidrTexts,
  hostBridge,
  usableSubnet,
  sliceLength,
  tunnelKey,
  tunnelPort,
  packageUrl,
  dockerListen,
  ipv6Mtu,
  reservedName,
  packageNames,
  sshValues,
  networkName,
  encryptionRange,
  hostWireguard,
  containerValues,
  namesDomain,
  subnet6Block,
  tlsFiles,
  duplicateAddress,
  mixedFamilies,
  underlayInSubnet,
  sliceOutside,
  sliceOverlap,
  sliceOverBridges,
  bridgeOutside,
  duplicateBridge,
  bridgeInSlice,
  bridgesOutside,
  starHubs,
  linkUnknown,
  linkToItself,
  duplicateLink,
  meshInPieces,
  formerName,
  deathsSurvived,
  networkMembers,
  subnetOverlap,
  equalKeys,
  sharedPort,
  vlanKeys,
  internalMasquerade,
  internalLayout,
  duplicateKey,
  encryptionPort,
  hiddenHost,
  poolOverlap,
  containerHosts,
  containerNetworks,
  containerAddresses,
  containerLinks,
  publishedPorts,
  subnet6Overlap,
  nameClash,
  routedLayout,
  underlayRoutes,
  overlaySeats,
  overlayKeys,
  overlaySubnets,
  overlayPorts,
  overlayReach,
  withoutNetwork,
  overlayStore,
  overlayStoreOptions,
  composeNetworks,
  composeNames,
  composeSources,
  composeReferences,
  composeAddresses,
  controlReflectors,
  controlAs,
  controlRange,
  hostOs,
  osStack,
  osFirewall,
  kernelForIpv6,
  ovsSource,
  daemonKeys,
  daemonFlags,
  openApi,
  dockerSource,
  blockedTunnel,
  loopsKept,
  osDataplane,
  dataplaneTunnel,
  dataplaneLoops,
  osMonitor,
  namedHosts,
  rawApi,
  registryMirrors,
  metadataBlock,
  vlanDataplane,
  dockerNetworks,
  osWireguard,
  osContainers,
  osIpv6,
  osNames,
  namesDns,
  routedHosts,
  overlayDocker,
  overlayDaemon,
  osCompose,
  controlHosts,
  insecureApi,
  kernelForIpv4,
  endOfLife,
  publicTunnels,
  largeDomain,
  fragileTunnel,
  slowLoops,
  noMasquerade,
  coveredPools,
  smallMtu,
  privateAcrossSites,
  splitSite,
  readableUserData,
  idleWireguard,
  looseImage,
  publicDomain,
  underlaySources,
  idleTls,
  composeVariables,
  composeFiles,
  composeOffMesh,
] as const satisfies readonly Rule[];
