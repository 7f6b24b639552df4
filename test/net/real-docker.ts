import type { Host } from './host.ts';

/** Of one program, busybox, with the libraries that it needs. */
export const image = 'lane';

/** In the place of the stand-ins: Docker itself, with the options of the host's document, and an image. */
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
  cat >/usr/local/bin/dockerd <<'END'
#!/bin/sh
set -e
setsid /usr/sbin/dockerd --storage-driver vfs >>/run/dockerd.log 2>&1 </dev/null &
tries=150
until /usr/bin/docker version >/dev/null 2>&1; do
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
  for name in sh sleep nslookup cat ping; do ln -s busybox "/tmp/image/bin/$name"; done
  tar -C /tmp/image -c . | /usr/bin/docker import - ${image}
}
END
  ln -sf /usr/bin/docker /usr/local/bin/docker`;

/** Before the host's first boot's work. */
export const putDocker = ({ machine }: Host): Promise<string> => machine.run(PUT);

/** As a crash of it: containers are left to its next start. */
export const killDocker = ({ machine }: Host): Promise<string> =>
  machine.run(`kill -KILL "$(cat /var/run/docker.pid)"
    rm -f /var/run/docker.pid /var/run/docker/containerd/containerd.pid /run/stand-in/active/docker.service`);
