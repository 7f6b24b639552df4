# Docker lets no network go that a container runs on; one that is stopped could not start without it.
if [ -n "$(docker ps -aq --filter "network=$1" 2>/dev/null)" ]; then
  echo "meshinit: network $1 stays, since containers are on it"
  return 0
fi
docker network rm "$1" >/dev/null 2>&1 || :
# With a tag it is no switch, but a port of the main network's.
if command -v ovs-vsctl >/dev/null 2>&1; then
  ovs-vsctl --timeout=60 --if-exists del-br "$own_switch"
  ovs-vsctl --timeout=60 --if-exists del-port "$own_switch"
fi
for device in $own_devices; do
  [ ! -e "/sys/class/net/$device" ] || ip link delete dev "$device"
done
