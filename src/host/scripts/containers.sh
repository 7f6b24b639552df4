#!/bin/sh
# Brings this host's declared containers to their list: starts, replaces and removes them, and touches no other. Goes on
# until all of them run.
set -eu
. @LIB@/common.sh
LIST=/etc/meshinit/containers
doing=containers
nl='
'

# What Docker knows of declared containers, a line each: name, spec, status. Of hundreds each is looked up without a process.
look() {
  known=$nl$(docker ps -a --filter label=io.meshinit.container \
    --format '{{.Names}} {{.Label "io.meshinit.spec"}} {{.Status}}') || return 1
  declared=" $(cut -d ' ' -f 1 "$LIST" | tr '\n' ' ')"
}

# post PATH: standard input becomes the body; says in Docker's own words why it refuses
post() {
  answer=$(curl -sS --unix-socket /var/run/docker.sock -H 'Content-Type: application/json' --data-binary @- \
    -w '\n%{http_code}' "http://docker$1") || return 1
  case $answer in *'
2'??) ;; *) printf '%s\n' "$answer" | sed -n '$d; s/^{"message":"\(.*\)"}$/\1/; p' >&2 && return 1 ;; esac
}

# Of the list, and of earlier ends halfway.
remove_strays() {
  for name in $(echo "$known" | cut -d ' ' -f 1); do
    case $declared in *" $name "*) continue ;; esac
    echo "removes $name"
    changed=1
    docker stop "$name" >/dev/null
    docker rm "$name" >/dev/null
  done
}

# The new one is there before the old one goes.
replace() {
  docker image inspect "$image" >/dev/null 2>&1 || docker pull "$image" >/dev/null || return 1
  printf '%s\n' "$body" | post "/containers/create?name=$name.next" || return 1
  connect || return 1
  case $known in *"$nl$name "*) docker stop "$name" >/dev/null && docker rm "$name" >/dev/null || return 1 ;; esac
  docker rename "$name.next" "$name" && start
}

# Docker that is killed while it starts a container leaves a process that it does not know, which ends with its keeper; or it
# holds the container's port until it starts anew, which is to stop none but ours.
start() {
  fault=$(docker start "$name" 2>&1 >/dev/null) && return
  echo "$fault" >&2
  ! pkill -KILL -f "containerd-shim.*$(docker inspect -f '{{.Id}}' "$name" || echo none)" || sleep 1
  case $fault in *'already allocated'*)
    [ "$restarted$(docker ps -q)" = "$(docker ps -q --filter label=io.meshinit.container)" ] || return 1
    restarted=1
    systemctl restart docker
    ;;
  esac
  docker start "$name" >/dev/null
}

# Of each further network the body names the container.
connect() {
  grep "^+ $name " "$LIST" | while read -r _ _ network endpoint; do
    printf '{"Container":"%s.next",%s\n' "$name" "${endpoint#?}" | post "/networks/$network/connect" || exit 1
  done
}

bring() {
  case $known in
  *"$nl$name $spec Up "*) return 0 ;;
  *"$nl$name $spec Restarting "*) echo "$name does not stay up" >&2 && return 1 ;;
  *"$nl$name $spec Exited "*) case $policy in no | on-failure) return 0 ;; esac ;;
  esac
  echo "starts $name"
  changed=1
  case $known in
  *"$nl$name $spec "*) start ;;
  *) replace ;;
  esac
}

# Each container once; one that fails holds up none.
all() {
  failed=
  look || { failed=' Docker does not answer' && return 1; }
  remove_strays || failed=' some that are declared no more'
  while read -r name spec image policy body <&3; do
    [ "$name" = + ] || bring || failed="$failed $name"
  done 3<"$LIST"
  [ -z "$failed" ]
}

said=
restarted=
while :; do
  changed=
  if all; then
    [ "$changed" ] || break
    # One that ends at once does so now.
    sleep 5
  else
    [ "$failed" = "$said" ] || status "failed: containers:$failed"
    said=$failed
    sleep 30
  fi
done
case $(cat /run/meshinit/status 2>/dev/null) in "failed: containers:"*) status ready ;; esac
