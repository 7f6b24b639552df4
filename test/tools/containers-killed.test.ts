import { expect } from 'vitest';
import { saidBesideDockerd, testContainers } from '../support/real-dockerd.ts';

/** Found among all processes of the machine by these. */
const PORT = 8137;
const SECONDS = 98_761;

const manifest = (round: number): string =>
  JSON.stringify({
    meshinit: 1,
    defaults: { os: 'debian-12' },
    hosts: { host1: { address: '10.0.0.11' }, host2: { address: '10.0.0.12' } },
    network: { docker: 'mesh' },
    names: false,
    containers: Object.fromEntries(
      ['one', 'two', 'six'].map((name, index) => [
        name,
        {
          image: 'box:1',
          hosts: 'host1',
          command: ['sleep', String(SECONDS + index)],
          stop_grace_period: '1s',
          ports: [`${PORT + index}:80`],
          environment: { ROUND: round },
        },
      ]),
    ),
  });

/**
 * Docker is killed while it starts the second container: as soon as it holds the port, as soon as containerd has it, as soon as its
 * process is there; and while the first one is replaced.
 */
const SCRIPT = `
moment() {
  case $1 in
  port) pgrep -f "[d]ocker-proxy.* -host-port ${PORT + 1} " ;;
  shim) pgrep -f "[c]ontainerd-shim.*$(docker inspect -f '{{.Id}}' two)" ;;
  process) pgrep -f "^sleep ${SECONDS + 1}" ;;
  change) docker ps -a --format '{{.Names}}' | grep -x one.next ;;
  esac
}
mkdir -p /run/meshinit
for moment in port shim process change; do
  list=second
  # What runs already is no sign of a start.
  [ $moment = change ] || { docker rm -f one two six >/dev/null 2>&1 || :; list=first; }
  cp $list list
  sh containers >containers.log 2>&1 &
  program=$!
  tries=1000
  until moment $moment >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "there was no $moment"; break; }
    sleep 0.01
  done
  crash_dockerd
  start_dockerd
  until_true eval '! kill -0 $program 2>/dev/null' || { echo 'it does not come to an end'; kill $program; }
  docker ps -a --format '{{.Names}} {{.Status}}' | sed 's/ Up .*/ up/' | sort
  pgrep -cf '^sleep ${String(SECONDS).slice(0, -1)}'
  tail -1 containers.log
done
`;

testContainers(
  'the declared containers come up, each once, whenever Docker is killed',
  async () => {
    const said = await saidBesideDockerd({
      manifests: { first: manifest(1), second: manifest(2) },
      bridges: 'bridge mesh0 172.17.0.1/16',
      script: SCRIPT,
    });
    expect(said).toBe('one up\nsix up\ntwo up\n3\nmeshinit: ready\n'.repeat(4));
  },
  240_000,
);
