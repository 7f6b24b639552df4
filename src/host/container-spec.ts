import { ipv4Text } from '../addresses/address.ts';
import { commandWords } from '../manifest/command-words.ts';
import { DEVICE, nanoseconds, TMPFS, VOLUME } from '../manifest/container-forms.ts';
import { portsOf } from '../manifest/container-ports.ts';
import type { Container } from '../manifest/containers.ts';
import { DEFAULT_DOCKER } from '../manifest/network.ts';
import { isRecord } from '../manifest/wording.ts';
import type { PlannedAddress } from '../mesh/planned-container.ts';

type Input = Container['input'];

/** What a container's network is to Docker. */
export interface DockerAddress extends PlannedAddress {
  /** The name of its Docker network. */
  readonly docker: string;
}

/**
 * The body of `POST /containers/create` (Docker Engine API): what Docker is given, in its own words. As JSON nothing of the
 * manifest meets a shell.
 */
export function createBody(
  container: Container,
  [first]: readonly [DockerAddress, ...DockerAddress[]],
  hosts: readonly string[],
  labels: Readonly<Record<string, string>>,
): object {
  const { input } = container;
  return {
    Image: input.image,
    ...processOf(input),
    Labels: { ...Object.fromEntries(pairsOf(input.labels)), ...labels },
    ...exposedPorts(container),
    ...anonymousVolumes(input),
    HostConfig: hostConfig(container, first.docker, hosts),
    ...(first.docker === DEFAULT_DOCKER
      ? {}
      : { NetworkingConfig: { EndpointsConfig: { [first.docker]: endpoint(first) } } }),
  };
}

/**
 * The settings of a container in a network: also the body of `POST /networks/NAME/connect`, besides the container. Docker's
 * default network takes neither addresses nor aliases.
 */
export const endpoint = ({ docker, address, address6, aliases }: DockerAddress): object =>
  docker === DEFAULT_DOCKER
    ? {}
    : {
        IPAMConfig: { IPv4Address: ipv4Text(address), ...(address6 ? { IPv6Address: address6.text } : {}) },
        ...(aliases.length === 0 ? {} : { Aliases: aliases }),
      };

function processOf(input: Input): object {
  const { command, entrypoint, user, working_dir: directory, stop_grace_period: grace } = input;
  const environment = pairsOf(input.environment);
  return {
    ...(command === undefined ? {} : { Cmd: commandWords(command) }),
    ...(entrypoint === undefined ? {} : { Entrypoint: commandWords(entrypoint) }),
    ...(environment.length === 0 ? {} : { Env: environment.map(([name, value]) => `${name}=${value}`) }),
    ...(user === undefined ? {} : { User: String(user) }),
    ...(directory === undefined ? {} : { WorkingDir: directory }),
    ...(grace === undefined ? {} : { StopTimeout: Math.ceil(nanoseconds(grace) / 1e9) }),
    ...healthOf(input.healthcheck),
  };
}

function healthOf(check: Input['healthcheck']): object {
  if (!check) return {};
  const { test, disable, retries } = check;
  const times = [
    ['Interval', check.interval],
    ['Timeout', check.timeout],
    ['StartPeriod', check.start_period],
    ['StartInterval', check.start_interval],
  ] as const;
  const command = typeof test === 'string' ? ['CMD-SHELL', test] : test;
  return {
    Healthcheck: {
      ...(disable ? { Test: ['NONE'] } : command ? { Test: command } : {}),
      ...Object.fromEntries(times.flatMap(([key, text]) => (text === undefined ? [] : [[key, nanoseconds(text)]]))),
      ...(retries === undefined ? {} : { Retries: retries }),
    },
  };
}

function hostConfig(container: Container, network: string, hosts: readonly string[]): object {
  const { input } = container;
  const { cap_add: add = [], cap_drop: drop = [], devices = [], ulimits = {} } = input;
  const [policy = '', times] = (input.restart ?? DEFAULT_RESTART).split(':');
  const sysctls = pairsOf(input.sysctls);
  const limits = Object.entries(ulimits).map(([Name, limit]) =>
    typeof limit === 'number' ? { Name, Soft: limit, Hard: limit } : { Name, Soft: limit.soft, Hard: limit.hard },
  );
  return {
    NetworkMode: network,
    RestartPolicy: { Name: policy, ...(times === undefined ? {} : { MaximumRetryCount: Number(times) }) },
    ...(hosts.length === 0 ? {} : { ExtraHosts: hosts }),
    ...portBindings(container),
    ...mounts(input),
    ...(add.length === 0 ? {} : { CapAdd: add }),
    ...(drop.length === 0 ? {} : { CapDrop: drop }),
    ...(devices.length === 0 ? {} : { Devices: devices.map(deviceOf) }),
    ...(sysctls.length === 0 ? {} : { Sysctls: Object.fromEntries(sysctls) }),
    ...(limits.length === 0 ? {} : { Ulimits: limits }),
    ...(input.read_only ? { ReadonlyRootfs: true } : {}),
    ...(input.init ? { Init: true } : {}),
    ...(input.privileged ? { Privileged: true } : {}),
  };
}

export const DEFAULT_RESTART = 'unless-stopped';

const portKey = ({ target, protocol }: { target: number; protocol: string }): string => `${target}/${protocol}`;

function exposedPorts(container: Container): object {
  const { ports } = portsOf(container);
  return ports.length === 0 ? {} : { ExposedPorts: Object.fromEntries(ports.map((port) => [portKey(port), {}])) };
}

function portBindings(container: Container): object {
  const bindings = new Map<string, object[]>();
  for (const port of portsOf(container).ports) {
    const { ip, published } = port;
    const binding = {
      ...(ip === '' ? {} : { HostIp: ip }),
      HostPort: published === undefined ? '' : String(published),
    };
    bindings.set(portKey(port), [...(bindings.get(portKey(port)) ?? []), binding]);
  }
  return bindings.size === 0 ? {} : { PortBindings: Object.fromEntries(bindings) };
}

/** A mount as Compose has it, whichever form it was written in. */
interface Mount {
  readonly source: string | undefined;
  readonly target: string;
  readonly options: string | undefined;
  readonly isTmpfs: boolean;
}

const mountsOf = ({ volumes = [] }: Input): Mount[] =>
  volumes.map((volume) => {
    if (typeof volume === 'string') {
      const [, source, target = '', options] = VOLUME.exec(volume) ?? [];
      return { source, target, options, isTmpfs: false };
    }
    const { type, source, target, read_only: isReadOnly } = volume;
    return { source, target, options: isReadOnly ? 'ro' : undefined, isTmpfs: type === 'tmpfs' };
  });

function mounts(input: Input): object {
  const all = mountsOf(input);
  const binds = all.flatMap(({ source, target, options }) =>
    source === undefined ? [] : [[source, target, ...(options ? [options] : [])].join(':')],
  );
  const inMemory = [
    ...all.filter(({ isTmpfs }) => isTmpfs).map(({ target, options = '' }) => [target, options]),
    ...[input.tmpfs ?? []].flat().map((text) => {
      const [, target = '', options = ''] = TMPFS.exec(text) ?? [];
      return [target, options];
    }),
  ];
  return {
    ...(binds.length === 0 ? {} : { Binds: binds }),
    ...(inMemory.length === 0 ? {} : { Tmpfs: Object.fromEntries(inMemory) }),
  };
}

/** Volumes without a name, which Docker makes anew with the container. */
function anonymousVolumes(input: Input): object {
  const targets = mountsOf(input).filter(({ source, isTmpfs }) => source === undefined && !isTmpfs);
  return targets.length === 0 ? {} : { Volumes: Object.fromEntries(targets.map(({ target }) => [target, {}])) };
}

function deviceOf(text: string): object {
  const [, host = '', inside = host, rights = 'rwm'] = DEVICE.exec(text) ?? [];
  return { PathOnHost: host, PathInContainer: inside, CgroupPermissions: rights };
}

/** A map, or a list of `NAME=VALUE`. */
export function pairsOf(given: Input['environment']): [string, string][] {
  if (given === undefined) return [];
  if (isRecord(given)) return Object.entries(given).map(([name, value]) => [name, String(value)]);
  return given.map((text) => {
    const at = text.indexOf('=');
    return [text.slice(0, at), text.slice(at + 1)];
  });
}
