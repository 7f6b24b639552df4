# Sourced: what is kept of a host, whether it still answers or not.
# shellcheck shell=bash disable=SC2154

# logs HOST: gathers into LAB_LOGS/HOST (kept by `down`) and prints that directory
logs() {
  local directory target
  directory=$(machine_of "$1")
  target=${LAB_LOGS:-$LAB_STATE/logs/$LAB_NAME}/$1
  mkdir -p "$target"
  cp "$directory/console.log" "$directory/seed/user-data" "$target/" 2>/dev/null || true
  if running "$directory/pid" && connect "$1"; then
    on "$1" 'cd / && tar -c --ignore-failed-read var/log/cloud-init*.log var/log/apt var/log/openvswitch \
      run/meshinit run/cloud-init/status.json run/cloud-init/result.json etc/meshinit etc/docker etc/netplan etc/network \
      etc/nftables.conf 2>/dev/null || true' 2>/dev/null | tar -x -C "$target" --no-same-owner 2>/dev/null || true
    on "$1" 'journalctl --no-pager -o short-monotonic' >"$target/journal.log" 2>/dev/null || true
    # shellcheck disable=SC2016
    on "$1" 'set +e; exec 2>&1
      for command in "systemctl --failed --no-pager" "systemctl list-jobs --no-pager" "systemd-analyze critical-chain --no-pager" \
        "ip -d address" "ip route" "ip -6 route" "bridge -d link" "bridge fdb" "ovs-vsctl show" "nft list ruleset" \
        "iptables-save" "docker info" "docker network inspect bridge" "docker ps -a" "dmesg"; do
        echo "### $command"; timeout 20 $command; done' >"$target/state.txt" || true
  else
    note "$1 does not answer: its console alone is kept"
  fi
  echo "$target"
}
