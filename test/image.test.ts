import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { execute, said } from './support/execute.ts';
import { temporaryDirectory } from './support/temporary.ts';
import { thoroughDescribe } from './support/thorough.ts';
import { testWith, toolEnvironment } from './support/tool.ts';

const testImage = testWith('dockerd', 'docker', 'mmdebstrap', 'unshare', 'ip', 'root');

// Two hundred megabytes are written several times.
const TIMEOUT = 600_000;
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The packages that the Dockerfile's own base consists of, which no registry gives here. Unpacked, and nothing more. */
const BASE = `. test/lab/apt.sh
mmdebstrap --quiet --variant=extract --include=base-files,netbase,tzdata,ca-certificates,libc6,libssl3,libgcc-s1,libgomp1,libstdc++6 \\
  bookworm "$1" "deb [signed-by=$debian_keyring] $(debian_mirror) bookworm main"`;

/** In namespaces of its own: builds the image as people do, and takes the first steps with it. */
const SCRIPT = `set -eu
ip link set lo up
export DOCKER_HOST="unix://$PWD/sock" DOCKER_BUILDKIT=0
dockerd --bridge=none --iptables=false --ip6tables=false --data-root "$PWD/data" \\
  --exec-root "$PWD/exec" -H "$DOCKER_HOST" --pidfile "$PWD/pid" >log 2>&1 &
dockerd=$!
tries=120
until docker version >/dev/null 2>&1; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { tail -5 log; exit 1; }
  sleep 0.5
done
docker import base.tar base >/dev/null
docker build -q -t meshinit --build-arg BASE=base --build-arg TARGETARCH=amd64 -f "$1" context >/dev/null 2>build || cat build
docker image inspect -f '{{.Config.User}} {{.Config.WorkingDir}} {{.Config.Entrypoint}}' meshinit
docker run --rm --network none --entrypoint /bin/sh meshinit -c : 2>&1 | grep -c 'no such file'
mkdir work
meshinit() { docker run --rm --network none --read-only --cap-drop ALL "$@"; }
mine() { meshinit -u 1000:1000 -v "$PWD/work:/work" meshinit "$@"; }
meshinit meshinit --version
meshinit -v "$PWD/work:/work" meshinit init --os debian-12 --host a=10.0.0.1 --host b=10.0.0.2 2>&1 || echo "refused with $?"
chown 1000:1000 work
mine init --os debian-12 --host a=10.0.0.1 --host b=10.0.0.2
mine compile
mine plan | grep -c 10.0.0.2
mine graph | grep -c '<svg'
mine --licences | grep -c '^zod '
stat -c '%u %n' work/userdata/a.yaml
kill "$dockerd"
wait "$dockerd" || :
`;

const SAID = `65532:65532 /work [/usr/bin/meshinit]
1
${version}
meshinit: cannot write meshinit.yaml: permission denied
refused with 2
meshinit.yaml: review it, then run: meshinit compile
userdata/a.yaml N of 16,384 bytes
userdata/b.yaml N of 16,384 bytes
1
1
1
1000 work/userdata/a.yaml
`;

thoroughDescribe('the container image', () => {
  testImage(
    'is built from the executable, and takes the first steps in a directory as its owner',
    async () => {
      const directory = temporaryDirectory();
      mkdirSync(join(directory, 'context'));
      const executable = join(directory, 'context/meshinit-linux-amd64');
      expect(await execute('bash', ['-euc', BASE, 'bash', join(directory, 'base.tar')])).toMatchObject({ status: 0 });
      expect(await execute('node', ['scripts/build-executable.mjs', executable])).toMatchObject({ status: 0 });
      const kinds = ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
      const answer = await execute('unshare', [...kinds, 'sh', '-c', SCRIPT, 'sh', join(process.cwd(), 'Dockerfile')], {
        cwd: directory,
        env: toolEnvironment,
      });
      expect(said(answer).replaceAll(/ +[\d,]+ of /g, ' N of ')).toBe(SAID);
    },
    TIMEOUT,
  );
});
