#!/usr/bin/env bash
# power.sh KERNEL ARGUMENT...: runs a machine, again after each reboot that its guest asks for.
# A rebooting user-mode Linux executes its own argv[0] once more, but has lost its network card by then.
# So its argv[0] is not itself, and we begin afresh.
set -euo pipefail

if [[ $(basename "$0") == reboot-wanted ]]; then exit 99; fi

here=$(cd "$(dirname "$0")" && pwd)
status=99
while ((status == 99)); do
  status=0
  # Each run is many processes, which all end with their pid namespace's first one. That one is a shell and not
  # the kernel, because signals from within do not reach a first process.
  # shellcheck disable=SC2016
  unshare --pid --kill-child=KILL -- bash -c '(exec -a "$0" "$@"); exit $?' "$here/reboot-wanted" "$@" || status=$?
done
exit "$status"
