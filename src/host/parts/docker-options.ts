import { ipv4Text } from '../../addresses/address.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { DEFAULT_DOCKER } from '../../manifest/network.ts';
import { ipv6Options } from '../host-ipv6.ts';
import { dockerDaemon, type HostPlan, keepsNftables, layoutNumbers, ownMasquerade } from '../host-plan.ts';
import { hasSecretOptions } from '../is-secret-document.ts';
import { type PlannedFile, textFile } from '../part.ts';
import { hasTls, tlsOptions } from './docker-tls.ts';
import { nameServers } from './name-servers.ts';
import { storeOptions } from './overlay-store.ts';
import { ownDockerRange } from './own-docker-range.ts';
import { letInOptions } from './routed-docker.ts';

/** Ports of Docker's API (IANA): with TLS 2376, without 2375. */
const PORTS = { tls: 2376, plain: 2375 };

/** A value of daemon.json's. */
type DaemonValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** daemon.json keys that meshinit owns for this host, besides the user's. */
export function ownOptions(plan: HostPlan): Record<string, DaemonValue> {
  const [main] = plan.networks;
  const { mesh, layout } = main;
  if (mesh.docker !== DEFAULT_DOCKER || !layout.isBuilt) {
    // The mesh is a network of its own, and docker0 Docker's.
    return {
      ...ownDockerRange(plan),
      ...dnsOptions(plan),
      ...tlsOptions(plan),
      ...storeOptions(plan),
      ...letInOptions(plan),
    };
  }
  const noMasquerade = ownMasquerade(plan, main) || !mesh.masquerade ? { 'ip-masq': false } : {};
  return {
    ...layout.dockerOptions(layoutNumbers(main), mesh.names.bridge),
    ...ipv6Options(plan),
    mtu: mesh.mtu.value,
    ...noMasquerade,
    ...dnsOptions(plan),
    ...tlsOptions(plan),
    ...storeOptions(plan),
    ...letInOptions(plan),
  };
}

/** Where the containers' names are asked for. */
function dnsOptions(plan: HostPlan): Record<string, readonly string[]> {
  const { names } = plan.manifest;
  return names ? { dns: nameServers(plan), 'dns-search': [names.domain] } : {};
}

/** A file with the manifest's own options for Docker: its owner's alone where one of them is a secret. */
export function optionsFile(
  { manifest }: HostPlan,
  path: string,
  content: string,
  from: readonly ManifestPath[],
): PlannedFile {
  const file = textFile(path, content, from);
  return hasSecretOptions(manifest) ? { ...file, mode: 0o600, secret: true } : file;
}

/**
 * Whether Docker keeps strangers' packets from containers by the policy of iptables' FORWARD chain, as it does since 1.13
 * (moby libnetwork/drivers/bridge/setup_ip_forwarding.go).
 */
export function dropsForwarded(plan: HostPlan): boolean {
  const daemon = dockerDaemon(plan);
  return (
    plan.os.docker.iptables !== false &&
    daemon['iptables'] !== false &&
    !keepsNftables(plan) &&
    daemon['ip-forward-no-drop'] !== true
  );
}

/** The TCP address of Docker's API as `-H` takes it, or undefined where it has none. */
export function apiAddress(plan: HostPlan): string | undefined {
  const listen = plan.manifest.input.docker?.listen;
  if (listen === undefined) return undefined;
  const port = hasTls(plan) ? PORTS.tls : PORTS.plain;
  return listen === 'mesh' ? `tcp://${ipv4Text(plan.networks[0].member.bridge)}:${port}` : `tcp://${listen}`;
}

/** Flags whose name differs from the daemon.json key: a list there is a flag for each entry here. */
const FLAG_NAMES: Readonly<Record<string, string>> = {
  'dns-opts': 'dns-opt',
  'insecure-registries': 'insecure-registry',
  labels: 'label',
  'log-opts': 'log-opt',
  'registry-mirrors': 'registry-mirror',
  'storage-opts': 'storage-opt',
  'exec-opts': 'exec-opt',
  'default-ulimits': 'default-ulimit',
  'cluster-store-opts': 'cluster-store-opt',
};

/** A daemon.json key as flags, for Dockers and packages from before that file. */
export function asFlags(key: string, value: unknown): string[] {
  const flag = `--${FLAG_NAMES[key] ?? key}`;
  if (Array.isArray(value)) return value.map((item) => `${flag}=${item}`);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, item]) => `${flag}=${name}=${item}`);
  }
  return [`${flag}=${value}`];
}
