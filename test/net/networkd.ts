import type { Dataplane } from './dataplane.ts';
import { kernelVxlan } from './kernel-vxlan.ts';
import type { Namespace } from './namespace.ts';

/**
 * systemd-networkd itself, with a system bus for networkctl. It is to look for no udev, which runs for the machine alone:
 * it does not where /sys is read only, as in any container.
 */
const BOOT = `
  mkdir -p /run/dbus /run/systemd/netif/links /run/systemd/netif/leases
  chown -R systemd-network: /run/systemd/netif
  mount -o remount,bind,ro /sys
  [ -e /run/dbus/system_bus_socket ] || dbus-daemon --system --fork --nopidfile
  may=+net_admin,+net_raw,+net_bind_service,+net_broadcast
  setpriv --reuid systemd-network --regid systemd-network --init-groups --inh-caps $may --ambient-caps $may \\
    /lib/systemd/systemd-networkd >>/tmp/networkd.log 2>&1 </dev/null & echo $! >/run/networkd.pid
  tries=0
  until networkctl list >/dev/null 2>&1; do tries=$((tries + 1)); [ $tries -lt 50 ]; sleep 0.2; done`;

async function start(machine: Namespace, address: string, neighbours: string[]): Promise<void> {
  await kernelVxlan.start(machine, address, neighbours);
  // What the machine of the tests has there is not the image's.
  await machine.run(`set -e
    find /etc/systemd/network /usr/lib/systemd/network -name '*.network' ! -name '*meshinit*' -delete
    mkdir -p /run/later && mv /etc/systemd/network/*meshinit* /run/later
    ${BOOT}
    mv /run/later/* /etc/systemd/network`);
}

/** The kernel's VXLAN where networkd makes its devices: at the first boot when it is told to, later before our units. */
export const networkdVxlan: Dataplane = {
  ...kernelVxlan,
  start,
  stop: `
    kill "$(cat /run/networkd.pid)"
    # Nobody collects it: what is left of it has no program.
    while [ -e "/proc/$(cat /run/networkd.pid)/exe" ]; do sleep 0.1; done`,
  restart: BOOT,
};
