import { type Address, parseAddress } from '../addresses/address.ts';
import { cidrOrNothing } from '../addresses/cidr.ts';
import { type HostAddress, NO_ADDRESS, parseHostAddress } from '../addresses/host-address.ts';
import type { Keys } from '../keys/keys.ts';
import type { ProviderId } from '../providers/providers.ts';
import { NO_TAINT, type Taint } from '../secrets/taint.ts';
import type { Family } from '../tunnels/tunnel.ts';
import { type ComposeFile, readCompose } from './compose.ts';
import { type Container, readContainers } from './containers.ts';
import { readControl, type WrittenControl } from './control.ts';
import { encryptedNetworks, readEncryption, type WrittenEncryption } from './encryption.ts';
import type { Host } from './host.ts';
import { type Names, readNames } from './names.ts';
import { isWithout, type Member, mainKeys, type Network, readNetwork, withoutNetwork } from './network.ts';
import type { FurtherInput } from './network-schema.ts';
import { type Overlay, readOverlay } from './overlay.ts';
import type { HostInput, ManifestInput } from './schema.ts';

/**
 * The manifest with its defaults filled in and its texts read. A value that could not be read is undefined:
 * the rule for it says why, and the planner runs only where no rule found an error.
 */
export interface Manifest {
  readonly input: ManifestInput;
  /** What of it came by `$secret`. */
  readonly taint: Taint;
  readonly name: string;
  /** Where the tunnels run through WireGuard. */
  readonly encryption: WrittenEncryption | undefined;
  /** Where hosts announce addresses by BGP. */
  readonly control: WrittenControl | undefined;
  /** What the seed gives; undefined where nobody gave it. */
  readonly keys?: Keys | undefined;
  /** Where hosts and containers are found by name. */
  readonly names: Names | undefined;
  /** In the manifest's order. */
  readonly hosts: readonly Host[];
  /** The main one first. */
  readonly networks: readonly [Network, ...Network[]];
  /** In the manifest's order. */
  readonly containers: readonly Container[];
  /** Docker's own. */
  readonly overlay: Overlay | undefined;
  /** In the order of their hosts. */
  readonly compose: readonly ComposeFile[];
}

/**
 * @param hostNames the hosts in the order of the text, where that is known
 * @param provider takes the place of `defaults.provider`
 * @param keys what the seed gives
 */
export function readManifest(
  given: ManifestInput,
  hostNames = Object.keys(given.hosts),
  provider: ProviderId | undefined = given.defaults?.provider,
  taint: Taint = NO_TAINT,
  keys?: Keys,
): Manifest {
  const input = provider === undefined ? given : { ...given, defaults: { ...given.defaults, provider } };
  const family = familyOf(input);
  const hosts = hostNames.flatMap((name) => {
    // A host that was left out may have the name `constructor`.
    const host = Object.hasOwn(input.hosts, name) ? input.hosts[name] : undefined;
    return host ? [readHost(name, host, input, family)] : [];
  });
  const encryption = readEncryption(input);
  const main = mainNetwork(input, hosts, family);
  const further = Object.entries(input.networks ?? {}).map(([name, written]) =>
    furtherNetwork(name, written, hosts, main),
  );
  const plain: Manifest['networks'] = [main, ...further];
  const networks = encryption ? encryptedNetworks(plain, encryption) : plain;
  const name = input.name ?? 'mesh';
  const containers = readContainers(input, networks);
  const [names, overlay, control] = [readNames(input, name), readOverlay(input), readControl(input)];
  const compose = readCompose(hosts, networks, overlay, name);
  return { input, taint, name, encryption, control, keys, names, hosts, networks, containers, compose, overlay };
}

/** The one that every host is in, at its pins. */
function mainNetwork(input: ManifestInput, hosts: readonly Host[], family: Family): Network {
  const written = {
    name: 'network',
    isMain: true,
    path: ['network'],
    input: mainKeys(input),
    membersPath: ['hosts'],
    members: hosts.map(memberOfMain),
  };
  return isWithout(input) ? withoutNetwork(written, family) : readNetwork(written, family);
}

/** Unless it names its hosts, every host is in it. What it names and is no host a rule tells. */
function furtherNetwork(name: string, input: FurtherInput, hosts: readonly Host[], main: Network): Network {
  const path = ['networks', name];
  const named = input.hosts && new Set(input.hosts);
  const members = named ? hosts.filter((host) => named.has(host.name)) : hosts;
  return readNetwork(
    {
      name,
      isMain: false,
      path,
      input,
      membersPath: named ? [...path, 'hosts'] : ['hosts'],
      members: members.map((host) => ({ host, path: [...path, 'hosts'], slice: undefined, bridge: undefined })),
    },
    main.tunnel.family,
    main,
  );
}

function memberOfMain(host: Host): Member {
  const bridge = addressOrNothing(host.input.bridge);
  return {
    host,
    path: ['hosts', host.name],
    slice: cidrOrNothing(host.input.slice),
    bridge: bridge?.family === 4 ? Number(bridge.value) : undefined,
  };
}

function readHost(name: string, input: HostInput, manifest: ManifestInput, family: Family): Host {
  const { defaults = {}, ovs } = manifest;
  const { dataplane, layout } = mainKeys(manifest);
  return {
    name,
    input,
    os: input.os ?? defaults.os,
    provider: input.provider ?? defaults.provider ?? 'generic',
    address:
      input.address === NO_ADDRESS
        ? { family, text: NO_ADDRESS, isName: true }
        : hostAddressOrNothing(input.address, family),
    site: input.site,
    addresses: {
      private: hostAddressOrNothing(input.addresses?.private, family),
      public: hostAddressOrNothing(input.addresses?.public, family),
    },
    mtu: input.mtu ?? defaults.mtu,
    // Routes are the kernel's work, and FRR fills the kernel's tables, whatever a system has by default.
    dataplane: isWithout(manifest)
      ? 'none'
      : (dataplane ?? (layout === 'routed' || readControl(manifest) ? 'linux' : undefined)),
    ovs,
  };
}

/** What a name's answers are to be: of the family of the first address that is none. */
function familyOf({ hosts }: ManifestInput): Family {
  for (const { address, addresses = {} } of Object.values(hosts)) {
    for (const text of [address, addresses.private, addresses.public]) {
      const read = addressOrNothing(text);
      if (read) return read.family;
    }
  }
  return 4;
}

function hostAddressOrNothing(text: string | undefined, family: Family): HostAddress | undefined {
  if (text === undefined) return undefined;
  const address = parseHostAddress(text, family);
  return 'fault' in address ? undefined : address;
}

function addressOrNothing(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  return 'fault' in address ? undefined : address;
}
