#!/bin/sh
# Brings up this host's Compose file, and goes on until Docker has started all of its services.
set -eu
. @LIB@/common.sh
doing=compose

# Compose 2 is a plugin of Docker's program, version 1 a program of its own.
program='docker compose'
$program version >/dev/null 2>&1 || program=docker-compose

compose() {
  $program -p "$COMPOSE_PROJECT" --project-directory /srv/compose -f /etc/meshinit/compose.yaml "$@"
}

# All at once; else each for itself, so that one without its image holds up no other.
up() {
  compose up -d --remove-orphans && failed= && return 0
  failed=
  for service in $COMPOSE_SERVICES; do
    compose up -d "$service" || failed="$failed $service"
  done
  [ -z "$failed" ]
}

falling() {
  docker ps -a --filter "label=com.docker.compose.project=$COMPOSE_PROJECT" --filter status=restarting \
    --format ' {{.Label "com.docker.compose.service"}}' | sort -u | tr -d '\n'
}

mkdir -p /srv/compose
said=
while :; do
  if up; then
    # One that ends at once does so now.
    sleep 5
    failed=$(falling)
    [ "$failed" ] || break
  fi
  [ "$failed" = "$said" ] || status "failed: compose:$failed"
  said=$failed
  sleep 30
done
case $(cat /run/meshinit/status 2>/dev/null) in "failed: compose:"*) status ready ;; esac
