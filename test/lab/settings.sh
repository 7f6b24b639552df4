# Sourced by every script here: where the lab keeps its things, and its knobs.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

LAB_NAME=${LAB_NAME:-lab}                  # several labs stand side by side under different names
LAB_RELEASE=${LAB_RELEASE:-bookworm}       # the guests' Debian: bookworm or trixie
LAB_OTHERS=${LAB_OTHERS:-}                 # guests of another one: HOST=RELEASE, with blanks between
LAB_FLAVOUR=${LAB_FLAVOUR:-networkd}       # networkd (as the real cloud image) or ifupdown
LAB_MEMORY=${LAB_MEMORY:-1024M}            # of each machine
LAB_MTU=${LAB_MTU:-1500}                   # of the underlay, in bytes
LAB_CACHE=${LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/meshinit-lab}
LAB_STATE=${LAB_STATE:-${TMPDIR:-/tmp}/meshinit-lab}
LAB_JOBS=${LAB_JOBS:-$(nproc)}             # of the kernel's build

lab_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lab_directory=$LAB_STATE/$LAB_NAME
lab_namespace=meshinit-$LAB_NAME

# The world behind the underlay's gateway. Nothing there knows a way back to the containers' network.
outside4=198.51.100.1
outside6=2001:db8:100::1

note() { printf 'lab %s: %s\n' "$LAB_NAME" "$*" >&2; }
die() { note "$*"; exit 1; }
in_namespace() { ip netns exec "$lab_namespace" "$@"; }

[[ $LAB_NAME =~ ^[a-z0-9][a-z0-9-]{0,31}$ ]] || die "LAB_NAME '$LAB_NAME' is no DNS label"
[[ $LAB_FLAVOUR == networkd || $LAB_FLAVOUR == ifupdown ]] || die "LAB_FLAVOUR is networkd or ifupdown, not '$LAB_FLAVOUR'"

# cache_key TEXT... : a short name for what was made from these files and words
cache_key() {
  local part
  for part; do if [[ -f $part ]]; then cat "$part"; else echo "$part"; fi; done | sha256sum | cut -c1-16
}

# cached NAME COMMAND... : runs COMMAND with an empty directory as its last argument, unless the cache has NAME,
# and prints where NAME is. Half-made things are never left under their final name; two labs never make one twice.
cached() {
  local name=$1 target=$LAB_CACHE/$1
  shift
  mkdir -p "$LAB_CACHE"
  (
    flock 9
    if [[ ! -e $target ]]; then
      note "making $name (log: $target.log)"
      rm -rf "$target.part"
      mkdir "$target.part"
      local begun=$SECONDS status
      # Not `COMMAND || …`: on the left of that a shell passes over every failure but the last.
      set +e
      (set -e && "$@" "$target.part") >"$target.log" 2>&1
      status=$?
      set -e
      ((status == 0)) || { tail -n 30 "$target.log" >&2; rm -rf "$target.part"; die "cannot make $name"; }
      mv "$target.part" "$target"
      note "made $name in $((SECONDS - begun)) s"
    fi
  ) 9>"$LAB_CACHE/$name.lock"
  echo "$target"
}
