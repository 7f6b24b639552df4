#!/usr/bin/env bash
# Real Debian machines on one private underlay, each booted with nothing but its document. See README.md.
. "$(dirname "$0")/settings.sh"
. "$lab_here/machine.sh"
. "$lab_here/logs.sh"

usage() {
  # shellcheck disable=SC2016
  sed -n '/^```usage/,/^```$/p' "$lab_here/README.md" | sed '1d;$d'
}

build() {
  local release image mirror docker
  for release in $(releases); do
    image=$(LAB_RELEASE=$release "$lab_here/build-image.sh")
    mirror=$(LAB_RELEASE=$release "$lab_here/build-mirror.sh")
    printf '%s\n' "mirror-$release $mirror" "image-$release $image"
  done
  if [[ -n ${LAB_NEWER_DOCKER:-} ]]; then
    docker=$("$lab_here/build-docker.sh")
    printf '%s\n' "docker $docker"
  fi
  printf '%s\n' "kernel $("$lab_here/build-kernel.sh")" "access $("$lab_here/build-access.sh")" "container $("$lab_here/build-container.sh")"
}

# repository DIRECTORY DEB... : makes a flat one
repository() {
  mkdir "$1"
  ln -s "${@:2}" "$1"
  (cd "$1" && apt-ftparchive packages . >Packages && apt-ftparchive release . >.Release && mv .Release Release)
}

# Links to what this lab runs on, so that a rebuilt cache never changes a standing lab.
furnish() {
  local made kind path
  made=$(build)
  while read -r kind path; do
    case $kind in
      kernel) ln "$path/linux" "$lab_directory/kernel" 2>/dev/null || cp "$path/linux" "$lab_directory/kernel" ;;
      mirror-*) ln -sfn "$path" "$lab_directory/www/${kind#mirror-}" ;;
      image-*) ln -s "$path/disk" "$lab_directory/disk-${kind#image-}" ;;
      access) install -m 600 "$path/key" "$path/web.key" "$path/web.pem" "$lab_directory" ;;
      docker) repository "$lab_directory/www/docker" "$path"/packages/*.deb ;;
      container) cp "$path/busybox" "$lab_directory/busybox"; ln -s "$path/busybox.tar" "$lab_directory/busybox.tar" ;;
    esac
  done <<<"$made"
}

# up DIRECTORY HOST=ADDRESS[,ADDRESS]...
up() {
  local documents=$1 pair host number=0
  shift
  (($# > 0)) || die 'up DIRECTORY HOST=ADDRESS...'
  [[ ! -e $lab_directory && ! -e /run/netns/$lab_namespace ]] || die "stands already; 'down' first or choose another LAB_NAME"
  for pair; do
    [[ -f $documents/${pair%%=*}.yaml ]] || die "no document $documents/${pair%%=*}.yaml"
  done
  mkdir -p "$lab_directory/machines"
  web_prepare
  # Whatever ends this before all machines run takes everything down again.
  trap 'down' EXIT
  trap 'exit 130' INT TERM HUP
  furnish
  # shellcheck disable=SC2046
  network_up $(for pair; do tr , '\n' <<<"${pair#*=}"; done)
  web_up
  for pair; do
    host=${pair%%=*}
    mkdir "$lab_directory/machines/$host"
    echo "$number" >"$lab_directory/machines/$host/number"
    tr , '\n' <<<"${pair#*=}" >"$lab_directory/machines/$host/addresses"
    seed "$host" "$documents/$host.yaml"
    tap_up "$number"
    [[ " ${LAB_ABSENT:-} " == *" $host "* ]] || start "$host"
    number=$((number + 1))
  done
  if [[ -n ${LAB_OWNER:-} ]]; then
    launch "$lab_directory/owner.pid" "$lab_directory/owner.log" "$lab_here/owner.sh" "$LAB_OWNER"
  fi
  trap - EXIT INT TERM HUP
  note "$number machines in $lab_directory"
}

down() {
  local directory
  trap - EXIT
  trap '' INT TERM HUP
  [[ -e $lab_directory ]] || { network_down; return 0; }
  for directory in "$lab_directory"/machines/*/; do
    if [[ -d $directory ]]; then stop "$(basename "$directory")"; fi
  done
  web_down
  network_down
  if [[ ${1:-} != --owned ]]; then end "$lab_directory/owner.pid"; fi
  rm -rf "$lab_directory"
}

# wait HOST [SECONDS]: until cloud-init has finished or failed; exit status 0 only if both it and meshinit say well
wait_for() {
  local host=$1 seconds=${2:-600} status=0
  answers "$host" "$seconds"
  on "$host" "timeout $seconds cloud-init status --wait >/dev/null" || status=$?
  # shellcheck disable=SC2016
  on "$host" 'cloud-init status --long; echo; echo "uptime: $(cut -d" " -f1 /proc/uptime)"
    if [ -e /run/meshinit/status ]; then echo "/run/meshinit/status:"; cat /run/meshinit/status; else echo "no /run/meshinit/status"; fi
    systemctl --failed --no-legend --plain --no-pager'
  return "$status"
}

boot_id() { on "$1" 'cat /proc/sys/kernel/random/boot_id'; }

reboot_host() {
  local before after='' until=$((SECONDS + 600))
  before=$(boot_id "$1")
  on "$1" 'systemctl --no-block reboot' || true
  while :; do
    disconnect "$1"
    after=$(answers "$1" 300 && boot_id "$1") || true
    [[ -z $after || $after == "$before" ]] || break
    ((SECONDS < until)) || die "$1 did not come back, see $(machine_of "$1")/console.log"
    sleep 1
  done
}

# run DIRECTORY HOST=ADDRESS... -- COMMAND...: up, COMMAND once every host answers, and down whatever happens
run() {
  local arguments=() pair child status=0
  while (($# > 0)) && [[ $1 != -- ]]; do arguments+=("$1"); shift; done
  (($# > 1)) || die 'run DIRECTORY HOST=ADDRESS... -- COMMAND...'
  shift
  up "${arguments[@]}"
  trap 'down' EXIT
  trap 'exit 130' INT TERM HUP
  for pair in "${arguments[@]:1}"; do answers "${pair%%=*}" 300; done
  # In the background, because a shell hears no signal while it waits for a command in the foreground.
  LAB_NAME=$LAB_NAME LAB_STATE=$LAB_STATE "$@" &
  child=$!
  trap 'kill "$child" 2>/dev/null; exit 130' INT TERM HUP
  wait "$child" || status=$?
  exit "$status"
}

command=${1:-help}
(($# == 0)) || shift
case $command in
  build) build ;;
  up) up "$@" ;;
  down) down "$@" ;;
  run) run "$@" ;;
  wait) wait_for "$@" ;;
  ssh) on "$@" ;;
  reboot) reboot_host "$1" ;;
  stop) stop "$1" ;;
  start) start "$1" ;;
  cut) stop "$1"; start "$1" ;;
  rebuild) rebuild "$@" ;;
  exec) in_namespace "$@" ;;
  container) on "$1" 'docker import -c "CMD [\"/bin/sh\"]" - busybox:lab' <"$lab_directory/busybox.tar" ;;
  mirror) case ${1:-} in on) web_up ;; off) web_down ;; *) die 'mirror on|off' ;; esac ;;
  logs) logs "$1" ;;
  list) ls "$lab_directory/machines" ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
