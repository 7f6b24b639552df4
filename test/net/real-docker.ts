import type { Host } from './host.ts';

/** Of one program, busybox, with the libraries that it needs. */
export const image = 'lane';

/** A root made by test/lab/build-docker.sh: Docker runs in it, on the host's own files and devices. */
const ENTER = `set -e
  mkdir /run/docker-root
  mount --bind "$1" /run/docker-root
  for directory in proc sys dev run etc var tmp; do mount --rbind "/$directory" "/run/docker-root/$directory"; done`;

/** In the place of the stand-ins: Docker itself, with the options of the host's document, and an image. `$1` enters its root. */
const PUT = `set -e
  # A host has a /sys of its own, where control groups are not mounted.
  controllers=$(awk -F: '$2 != "" { print $2 }' /proc/self/cgroup)
  if [ -n "$controllers" ]; then
    mount -t tmpfs tmpfs /sys/fs/cgroup
    for controller in $controllers; do
      mkdir "/sys/fs/cgroup/\${controller#name=}"
      mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/\${controller#name=}"
    done
  else
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
  fi
  cat >/usr/local/bin/dockerd <<END
#!/bin/sh
set -e
[ "\\\${1-}" != --version ] || exec $1 /usr/sbin/dockerd --version
# The stand-in for systemctl starts alone: one that runs is to end first, with its containers.
if [ -e /var/run/docker.pid ]; then
  kill "\\$(cat /var/run/docker.pid)" 2>/dev/null || rm -f /var/run/docker.pid
  for try in \\$(seq 200); do [ -e /var/run/docker.pid ] || break; sleep 0.1; done
fi
setsid $1 /usr/sbin/dockerd --storage-driver vfs >>/run/dockerd.log 2>&1 </dev/null &
END
  cat >>/usr/local/bin/dockerd <<'END'
tries=150
until docker version >/dev/null 2>&1; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { tail -5 /run/dockerd.log; exit 1; }
  sleep 0.2
done
[ -e /tmp/image ] || {
  mkdir -p /tmp/image/bin
  cp /usr/bin/busybox /tmp/image/bin
  for library in $(ldd /usr/bin/busybox | grep -o '/[^ ]*'); do
    mkdir -p "/tmp/image\${library%/*}"
    cp -L "$library" "/tmp/image$library"
  done
  for name in sh sleep nslookup cat ping httpd; do ln -s busybox "/tmp/image/bin/$name"; done
  tar -C /tmp/image -c . | docker import - ${image}
}
END
  printf '#!/bin/sh\\nexec %s /usr/bin/docker "$@"\\n' "$1" >/usr/local/bin/docker`;

/**
 * Before the host's first boot's work.
 * @param root of another Docker than the machine's
 */
export async function putDocker({ machine }: Host, root?: string): Promise<void> {
  await machine.run(PUT, root === undefined ? '' : 'chroot /run/docker-root');
  // What it mounted has to be there before.
  if (root !== undefined) await machine.run(ENTER, root);
}

/** As a crash of it: containers are left to its next start. */
export const killDocker = ({ machine }: Host): Promise<string> =>
  machine.run(`kill -KILL "$(cat /var/run/docker.pid)"
    rm -f /var/run/docker.pid /var/run/docker/containerd/containerd.pid /run/stand-in/active/docker.service`);
