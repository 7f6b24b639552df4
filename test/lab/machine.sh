# Sourced: one machine, from its directory $lab_directory/machines/HOST with `number` and `addresses`.
# shellcheck shell=bash disable=SC2154
. "$lab_here/network.sh"

machine_of() {
  local directory=$lab_directory/machines/$1
  [[ -d $directory ]] || die "no host '$1' here; 'lab.sh list' tells those that there are"
  echo "$directory"
}

subnet_type() { case $1 in *:*) echo static6 ;; *) echo static ;; esac; }
mac_of() { printf '52:54:00:6d:69:%02x' "$1"; }

# The Debian of a machine.
release_of() {
  local pair
  for pair in $LAB_OTHERS; do
    if [[ ${pair%%=*} == "$1" ]]; then echo "${pair#*=}"; return; fi
  done
  echo "$LAB_RELEASE"
}
# All that the machines of this lab are of.
releases() { { echo "$LAB_RELEASE"; for pair in $LAB_OTHERS; do echo "${pair#*=}"; done; } | sort -u; }

# seed HOST DOCUMENT: a NoCloud ISO; user-data is the document, byte for byte
seed() {
  local directory address number
  directory=$(machine_of "$1")
  number=$(cat "$directory/number")
  mkdir -p "$directory/seed"
  cp "$2" "$directory/seed/user-data"
  printf 'instance-id: %s-%s\nlocal-hostname: %s\n' "$LAB_NAME" "$1" "$1" >"$directory/seed/meta-data"
  # Version 1, whose gateways cloud-init writes for ifupdown without the help of net-tools.
  # Nobody advertises routes here, and networkd would wait 12 s for that.
  {
    printf 'version: 1\nconfig:\n  - type: physical\n    name: eth0\n    mac_address: "%s"\n' "$(mac_of "$number")"
    printf '    mtu: %s\n    accept-ra: false\n    subnets:\n' "$LAB_MTU"
    while read -r address; do
      printf '      - {type: %s, address: "%s/%s", gateway: "%s"}\n' "$(subnet_type "$address")" "$address" \
        "$(prefix_of "$address")" "$(gateway_of "$address")"
    done <"$directory/addresses"
  } >"$directory/seed/network-config"
  genisoimage -quiet -joliet -rock -volid cidata -output "$directory/seed.iso" "$directory/seed"
}

# start HOST: boots the machine from its disk, or from a fresh one where it has none yet
start() {
  local directory number
  directory=$(machine_of "$1")
  running "$directory/pid" && die "$1 is running already"
  number=$(cat "$directory/number")
  rm -rf "$directory/uml"
  mkdir "$directory/uml"
  # In a pid namespace of its own, so that one SIGKILL ends all of it at once.
  TMPDIR=/dev/shm launch "$directory/pid" "$directory/console.log" \
    ip netns exec "$lab_namespace" unshare --pid --kill-child=KILL -- "$lab_here/power.sh" \
    "$lab_directory/kernel" mem="$LAB_MEMORY" seccomp=on umid=machine uml_dir="$directory/uml/" \
    root=/dev/ubda rw security=apparmor ubd0="$directory/disk,$lab_directory/disk-$(release_of "$1")" ubd1r="$directory/seed.iso" \
    "vec0:transport=tap,ifname=tap$number,mac=$(mac_of "$number"),depth=128,gro=1" \
    con=null con0=null,fd:1 ssl=null
}

# stop HOST: as when the power goes; what the guest had not yet written is lost
stop() {
  local directory
  directory=$(machine_of "$1")
  disconnect "$1"
  end "$directory/pid"
}

# rebuild HOST DOCUMENT: another machine in its place, with an empty disk
rebuild() {
  stop "$1"
  rm -f "$(machine_of "$1")/disk"
  seed "$1" "$2"
  start "$1"
}

ssh_options() {
  printf '%s\n' -F none -i "$lab_directory/key" -o User=root -o BatchMode=yes -o ConnectTimeout=5 \
    -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
    -o ServerAliveInterval=10 -o ServerAliveCountMax=6 -o "ControlPath=$(machine_of "$1")/ssh"
}

# One connection per host is kept open, since each new one costs the guest most of a second. It is made apart
# from the command, else it would hold the caller's standard error open.
connect() {
  local options address
  mapfile -t options < <(ssh_options "$1")
  address=$(head -n 1 "$(machine_of "$1")/addresses")
  in_namespace ssh "${options[@]}" -O check "$address" >/dev/null 2>&1 && return
  rm -f "$(machine_of "$1")/ssh"
  in_namespace ssh "${options[@]}" -fNM "$address" </dev/null >/dev/null 2>&1
}
disconnect() {
  local options address
  mapfile -t options < <(ssh_options "$1")
  address=$(head -n 1 "$(machine_of "$1")/addresses")
  in_namespace ssh "${options[@]}" -O exit "$address" >/dev/null 2>&1 || true
}

# on HOST COMMAND... : one word is a line for the guest's shell, several are a command and its arguments
on() {
  local host=$1 options address
  shift
  (($# > 1)) && set -- "${*@Q}"
  connect "$host" || die "$host does not answer"
  mapfile -t options < <(ssh_options "$host")
  address=$(head -n 1 "$(machine_of "$host")/addresses")
  in_namespace ssh "${options[@]}" "$address" "$@"
}

# answers HOST SECONDS: waits until the guest lets us in
answers() {
  local until=$((SECONDS + $2))
  while ! connect "$1"; do
    running "$(machine_of "$1")/pid" || die "$1 has died, see $(machine_of "$1")/console.log"
    ((SECONDS < until)) || die "$1 does not answer, see $(machine_of "$1")/console.log"
    sleep 0.5
  done
}
