#!/bin/sh
# Gives each declared container on Docker's default network its address, whenever it starts.
set -eu
. @LIB@/common.sh
trap - EXIT

subnet=${BRIDGE_SUBNET-$SUBNET}

attach() {
  docker inspect -f '{{.State.Running}} {{len .NetworkSettings.Networks}} {{index .Config.Labels "io.meshinit.addresses"}}' "$1" | {
    read -r runs count address
    [ "$runs" = false ] || @SBIN@/meshinit-attach "$1" "${address#*=}/${subnet#*/}" "eth$count"
  } || echo "cannot give $1 its address" >&2
}

# From now on; and what runs already.
since=$(date +%s)
for name in $(docker ps --filter label=io.meshinit.addresses --format '{{.Names}}'); do attach "$name"; done
docker events --since "$since" --filter event=start --filter label=io.meshinit.addresses --format '{{.Actor.Attributes.name}}' |
  while read -r name; do attach "$name"; done
