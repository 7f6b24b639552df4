import { expect } from 'vitest';
import type { Cluster } from './cluster.ts';

/** The addresses of each name; none for one that nobody has. */
export type Named = Readonly<Record<string, readonly string[]>>;

/** A name with its host where it has one, and each with and without the domain. */
export const everyForm = (domain: string, names: Named): Named =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, addresses]) => [
      [name, addresses],
      [`${name}.${domain}`, addresses],
    ]),
  );

/** What the host itself finds: a line for each name that is not as expected. `NAME=ADDRESSES` are the words. */
const ON_HOST = `for pair; do
    name=\${pair%%=*}
    found=$(getent ahostsv4 "$name" | awk '{ print $1 }' | sort -u | xargs)
    [ "$found" = "\${pair#*=}" ] || echo "$name is '$found', not '\${pair#*=}'"
  done`;

/** What a container finds, and gets an answer from: `$1` is the container. One call for all, which take a while to begin. */
const IN_CONTAINER = `container=$1
  shift
  docker exec "$container" sh -c '
    for pair; do
      name=\${pair%%=*} wanted=\${pair#*=}
      said=$(ping -c 1 -W 5 "$name" 2>&1) && is=answers || is="does not answer"
      found=$(echo "$said" | sed -n "s/^PING [^(]*(\\([0-9.]*\\)).*/\\1/p")
      case " $wanted " in
      "  ") [ -z "$found" ] || echo "$name is $found in a container" ;;
      *" $found "*) [ "$is" = answers ] || echo "$name $is in a container: $said" ;;
      *) echo "$name is $found in a container, not $wanted: $said" ;;
      esac
    done' sh "$@"`;

/** PTR: the names of the addresses end like this. */
const BY_ADDRESS = `for pair; do
    found=$(getent hosts "\${pair%%=*}" | awk '{ print $2 }')
    case $found in \${pair#*=}) ;; *) echo "\${pair%%=*} is '$found', not '\${pair#*=}'" ;; esac
  done`;

const words = (names: Named): string[] =>
  Object.entries(names).map(([name, addresses]) => `${name}=${addresses.toSorted().join(' ')}`);

/**
 * Holds on every one of these hosts, by itself and from a container of it.
 * @param containerOf a container on a host that asks
 * @param owners patterns of the names that addresses have
 */
export async function areNamed(
  { lab }: Cluster,
  hosts: readonly string[],
  containerOf: (host: string) => string,
  names: Named,
  owners: Readonly<Record<string, string>>,
): Promise<void> {
  const said = await Promise.all(
    hosts.map(async (host) => [
      host,
      (await lab.on(host, ON_HOST, ...words(names))) +
        (await lab.on(host, IN_CONTAINER, containerOf(host), ...words(names))) +
        (await lab.on(host, BY_ADDRESS, ...Object.entries(owners).map((pair) => pair.join('=')))),
    ]),
  );
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(hosts.map((host) => [host, ''])));
}

/** Until a name is found, or no more; when that was, in seconds of the one clock that all machines have. */
const UNTIL_FOUND = `until getent ahostsv4 "$1" >/dev/null; do sleep 0.2; done; date +%s.%N`;
const UNTIL_GONE = `while getent ahostsv4 "$1" >/dev/null; do sleep 0.2; done; date +%s.%N`;

const BEGIN = `begun=$(date +%s.%N)
  docker run -d --name "$1" --network "$2" --stop-timeout 1 busybox:lab sleep 86400 >/dev/null
  echo "$begun $(date -d "$(docker inspect -f '{{.State.StartedAt}}' "$1")" +%s.%N)"`;
const END = `docker kill "$1" >/dev/null; date -d "$(docker inspect -f '{{.State.FinishedAt}}' "$1")" +%s.%N`;

/** In seconds. */
export interface Times {
  /** From \`docker run\` to the answer on another host. */
  readonly run: number;
  /** The same from the container's start on. */
  readonly start: number;
  /** From the container's end until no other host has the name. */
  readonly end: number;
}

/** One container's life on a host, as another host hears of it. */
export async function measureName(
  { lab, mesh }: Cluster,
  name: string,
  domain: string,
  at: string,
  from: string,
): Promise<Times> {
  // In full: of a single word that nobody has, systemd-resolved asks the neighbours, too, which takes seconds.
  const full = `${name}.${domain}`;
  const found = lab.on(from, UNTIL_FOUND, full);
  const [begun = 0, started = 0] = (await lab.on(at, BEGIN, name, mesh.docker)).trim().split(' ').map(Number);
  const answered = Number(await found);
  const gone = lab.on(from, UNTIL_GONE, full);
  const ended = Number(await lab.on(at, END, name));
  const times = { run: answered - begun, start: answered - started, end: Number(await gone) - ended };
  await lab.on(at, 'docker rm "$1" >/dev/null', name);
  return times;
}

/** Asks for all names again and again for so many seconds; the longest that any of them took, in seconds. */
const SLOWEST = `end=$(($(date +%s) + $1)) slowest=0
  shift
  while [ "$(date +%s)" -lt "$end" ]; do
    for name; do
      begun=$(date +%s%N)
      getent ahostsv4 "$name" >/dev/null || :
      took=$(($(date +%s%N) - begun))
      [ "$took" -le "$slowest" ] || slowest=$took
    done
    sleep 0.2
  done
  echo "$slowest"`;

export const slowestAnswer = async ({ lab }: Cluster, at: string, seconds: number, names: Named): Promise<number> =>
  Number(await lab.on(at, SLOWEST, String(seconds), ...Object.keys(names))) / 1e9;
