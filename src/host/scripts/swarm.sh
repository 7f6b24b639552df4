#!/bin/sh
# Has this host in the swarm as the manifest has it: makes the swarm, joins it, comes back to it, becomes a manager or none.
# With --answer it is a manager's answer to a host of the cluster, by mutual TLS: no other token than a worker's leaves it.
# shellcheck disable=SC2016,SC2153 # templates of docker's; variables of host.conf
set -eu
. @LIB@/common.sh
PKI=/etc/meshinit/pki
LIST=/etc/meshinit/overlay-networks
doing='join the swarm'
mkdir -p /run/meshinit

# has_word WORD WORDS...
has_word() {
  word=$1
  shift
  case " $* " in *" $word "*) ;; *) return 1 ;; esac
}

# address_of HOST: where this host reaches a peer
address_of() { awk -v name="$1" '$4 == name { print $2 }' "$PEERS"; }

# at ADDRESS PORT
at() { case $1 in *:*) echo "[$1]:$2" ;; *) echo "$1:$2" ;; esac; }

is_ours() { [ "$1" = "$HOST" ] || [ -n "$(address_of "$1")" ]; }

# info FIELD: of this node. Docker that hangs is as one that does not run.
info() { timeout 20 docker info -f "{{.Swarm.$1}}" 2>/dev/null; }

# node TEMPLATE ID: what the managers know of a node
node() { timeout 20 docker node inspect -f "$1" "$2" 2>/dev/null; }

# Whether a swarm that this host manages is the manifest's: one that somebody made by hand is neither taken over nor left.
is_foreign() {
  made=$(timeout 20 docker info -f '{{with .Swarm.Cluster}}{{.DataPathPort}} {{.DefaultAddrPool}}{{end}}' 2>/dev/null)
  [ "${made:-$SWARM_PORT [$SWARM_POOL]}" != "$SWARM_PORT [$SWARM_POOL]" ]
}

# nodes [FILTER...]: a line each: id, host by its label, role, state, reachability of managers
nodes() {
  for id in $(timeout 20 docker node ls -q "$@"); do
    node '{{.ID}} {{or (index .Spec.Labels "meshinit.host") "-"}} {{.Spec.Role}} {{.Status.State}} {{with .ManagerStatus}}{{.Reachability}}{{else}}-{{end}}' "$id" || :
  done
}

# A manager that is gone is none any more before it is forgotten: else the others would still count it.
forget() {
  timeout 20 docker node demote "$1" >/dev/null 2>&1 || :
  tries=10
  until timeout 20 docker node rm --force "$1" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 1
  done
}

# What is left of a host that asks to join: it was made anew, and knows nothing of it.
forget_twins() {
  nodes | while read -r id host _; do
    [ "$host" != "$1" ] || forget "$id" || exit 1
  done
}

# A host has one node, and that no other's; one that was renamed takes its own along.
label() {
  host=$(node '{{or (index .Spec.Labels "meshinit.host") "-"}}' "$1") || return 1
  [ "$host" != "$2" ] || return 0
  if [ "$host" != - ] && is_ours "$host"; then return 1; fi
  timeout 20 docker node update --label-add "meshinit.host=$2" "$1" >/dev/null 2>&1
}

# may_go ID: every manager of the manifest is one, and without this one most of all managers are there
may_go() {
  nodes -f role=manager | awk -v gone="$1" -v wanted=" $SWARM_MANAGERS " '
    $1 == gone { next }
    { all++ }
    $5 == "reachable" { there++; sub(" " $2 " ", " ", wanted) }
    END { exit !(wanted == " " && there * 2 > all) }'
}

# as_wanted HOST ID ROLE: both documents, the host's and this manager's, say which role that is
as_wanted() {
  role=worker
  ! has_word "$1" "$SWARM_MANAGERS" || role=manager
  [ "$role" = "$3" ] || return 1
  [ "$(node '{{.Spec.Role}}' "$2")" != "$role" ] || return 0
  case $role in
  manager) timeout 20 docker node promote "$2" ;;
  worker) sweep && may_go "$2" && timeout 20 docker node demote "$2" ;;
  esac >/dev/null 2>&1
}

# A host of the cluster is told what it can do something with, or to wait.
answer() {
  name=${SOCAT_OPENSSL_X509_COMMONNAME-}
  read -r wants id role || return 0
  ! is_ours "$name" || serve || echo wait
}

# One at a time: what one answer changes, the next one finds.
serve() {
  case $(info LocalNodeState) in
  inactive) echo none && return ;;
  active) [ "$(info ControlAvailable)" = true ] && ! is_foreign || return 1 ;;
  *) return 1 ;;
  esac
  exec 9>/run/meshinit/swarm.lock
  flock -w 10 9 || return 1
  # Without a quorum nobody is told anything.
  timeout 20 docker node ls -q >/dev/null 2>&1 || return 1
  case $wants in
  join)
    forget_twins "$name" || return 1
    token=$(timeout 20 docker swarm join-token -q worker 2>/dev/null) || return 1
    echo "token $token"
    ;;
  member)
    case $id in *[!a-z0-9]* | '') return 0 ;; esac
    node '{{.ID}}' "$id" >/dev/null || { echo unknown && return; }
    label "$id" "$name" && as_wanted "$name" "$id" "$role" && are_there && echo ok
    ;;
  esac
}

# ask MANAGER WORDS...: its answer, a line of words; whoever answers has shown the certificate of that name
ask() {
  manager=$1
  shift
  echo "$*" | timeout 30 socat -t 25 - "OPENSSL:$(at "$(address_of "$manager")" 2378),commonname=$manager,cert=$PKI/cert.pem,key=$PKI/key.pem,cafile=$PKI/ca.pem,verify=1,connect-timeout=5" 2>/dev/null |
    head -c 200 | sed -n '1s/^[A-Za-z0-9 -]*$/&/p' || :
}

# call PATH: standard input becomes the body. Not by docker's command line, where everybody could read a token.
call() {
  curl -sS --max-time 60 --unix-socket /var/run/docker.sock -H 'Content-Type: application/json' --data-binary @- \
    -o /dev/null -w '%{http_code}' "http://docker$1" 2>/dev/null | grep -q '^2'
}

join() {
  printf '{"ListenAddr":"%s","AdvertiseAddr":"%s","DataPathAddr":"%s","RemoteAddrs":["%s"],"JoinToken":"%s"}\n' \
    "$(at "$SWARM_ADDRESS" 2377)" "$SWARM_ADDRESS" "$SWARM_ADDRESS" "$(at "$(address_of "$1")" 2377)" "$2" | call /swarm/join
}

init() {
  docker swarm init --advertise-addr "$SWARM_ADDRESS" --listen-addr "$(at "$SWARM_ADDRESS" 2377)" \
    --data-path-addr "$SWARM_ADDRESS" --data-path-port "$SWARM_PORT" \
    --default-addr-pool "$SWARM_POOL" --default-addr-pool-mask-length 24 >/dev/null || return 1
  [ "$SWARM_MTU" = 1500 ] || retry 10 3 remake_ingress
}

# Docker takes 1500 bytes for granted, and its own network for published ports is there before anybody is asked.
remake_ingress() {
  ! docker network inspect ingress >/dev/null 2>&1 ||
    curl -sS --unix-socket /var/run/docker.sock -X DELETE http://docker/networks/ingress >/dev/null
  docker network create --ingress -d overlay -o "com.docker.network.driver.mtu=$SWARM_MTU" ingress >/dev/null
}

# One round: whoever has a token is joined. The first manager makes a swarm when every other one has answered that it has none.
find_swarm() {
  silent=
  for peer in $SWARM_MANAGERS; do
    [ "$peer" != "$HOST" ] || continue
    reply=$(ask "$peer" join)
    case $reply in
    none) ;;
    "token "*)
      ! join "$peer" "${reply#token }" || return 0
      silent="$silent $peer (does not let it in)"
      ;;
    *) silent="$silent $peer" ;;
    esac
  done
  [ -z "$silent" ] || return 1
  [ "$HOST" != "${SWARM_MANAGERS%% *}" ] || { init && return; }
  silent=" ${SWARM_MANAGERS%% *}"
  return 1
}

pause() {
  # Later on nobody waits for it.
  [ -e /var/lib/meshinit/ready ] || status "running: $doing, waiting for$silent"
  sleep 2
}

role_of_host() { if has_word "$HOST" "$SWARM_MANAGERS"; then echo manager; else echo worker; fi; }

# report [--ready]: a manager says so itself; every other host asks one
report() {
  id=$(info NodeID)
  role=$(role_of_host)
  if [ -z "$id" ]; then
    # It never came in; or what a manager has on its disk does not start, and is not thrown away.
    if [ -e "$(docker info -f '{{.DockerRootDir}}' 2>/dev/null)/swarm/raft" ]; then echo wait; else echo unknown; fi
    return 0
  fi
  if [ "$(info ControlAvailable)" = true ]; then
    if is_foreign; then echo foreign && return 0; fi
    if [ "$role" = manager ]; then
      [ -n "${1-}" ] || { label "$id" "$HOST" && tend; } || { echo wait && return 0; }
      if are_there; then echo ok; else echo "${used:-wait}"; fi
      return 0
    fi
  fi
  # As long as one knows it, it is known.
  answers='' reply=''
  for peer in $SWARM_MANAGERS; do
    [ "$peer" != "$HOST" ] || continue
    reply=$(ask "$peer" member "$id" "$role")
    [ "$reply" != ok ] || break
    answers="$answers ${reply:-silent}"
  done
  # Others may know a manager before it does.
  if [ "$role $reply" = 'worker ok' ]; then
    echo ok
  elif has_word unknown "$answers" && ! has_word wait "$answers"; then
    echo unknown
  else
    echo wait
  fi
}

# Of the managers that are there the manifest's first does what is everybody's: it is patched first, which Swarm's leader may not be.
is_first() {
  now=$(nodes -f role=manager | awk '$5 == "reachable" { print $2 }' | tr '\n' ' ')
  for manager in $SWARM_MANAGERS; do
    ! has_word "$manager" "$now" || break
  done
  [ "$manager" = "$HOST" ]
}

tend() {
  exec 9>/run/meshinit/swarm.lock
  flock -w 60 9 || return 0
  if is_first; then
    make_networks
    sweep
  elif [ -n "$at_once" ]; then
    make_networks
  fi
  exec 9>&-
}

# Of nodes that are down: hosts that the manifest no longer has, managers that it no longer names.
sweep() {
  nodes | while read -r id host role state _; do
    if [ "$host" = - ] || [ "$state" != down ]; then continue; fi
    if ! is_ours "$host"; then
      forget "$id" || :
    elif [ "$role" = manager ] && ! has_word "$host" "$SWARM_MANAGERS"; then
      timeout 20 docker node demote "$id" >/dev/null 2>&1 || :
    fi
  done
}

# is_planned NAME PLAN
is_planned() { [ "$(docker network inspect -f '{{.Labels.meshinit}}' "$1" 2>/dev/null)" = "$2" ]; }

# One that differs is made anew where nobody uses it: people say when containers lose their network.
make_networks() {
  used=
  while read -r name subnet encrypted attachable mtu; do
    plan="$subnet $encrypted $attachable $mtu"
    ! is_planned "$name" "$plan" || continue
    if docker network inspect "$name" >/dev/null 2>&1 && ! docker network rm "$name" >/dev/null 2>&1; then
      used="used $name"
      continue
    fi
    set -- --label "meshinit=$plan" -d overlay
    [ "$subnet" = - ] || set -- "$@" --subnet "$subnet"
    [ "$encrypted" = false ] || set -- "$@" -o encrypted
    [ "$attachable" = false ] || set -- "$@" --attachable
    [ "$mtu" = 1500 ] || set -- "$@" -o "com.docker.network.driver.mtu=$mtu"
    docker network create "$@" "$name" >/dev/null 2>&1 || :
  done <"$LIST"
  # Of those that are ours and are declared no longer.
  docker network ls -f driver=overlay -f label=meshinit --format '{{.Name}}' | while read -r name; do
    grep -q "^$name " "$LIST" || docker network rm "$name" >/dev/null 2>&1 || :
  done
}

# Whether every declared network is as planned, as far as this manager knows.
are_there() {
  while read -r name plan; do is_planned "$name" "$plan" || return 1; done <"$LIST"
}

# follow TRIES: until a manager has this host as the manifest wants it; 0 is without end
follow() {
  unknown=0 left=$1
  while :; do
    silent=' a manager'
    state=$(info LocalNodeState)
    case $state in
    inactive) ! find_swarm || continue ;;
    active | pending | error)
      reply=$(report)
      case $reply in
      ok) [ "$state" != active ] || return 0 ;;
      unknown) unknown=$((unknown + 1)) ;;
      *) unknown=0 ;;
      esac
      [ "$reply" != foreign ] ||
        fail 'Docker is in another swarm, made with another port or pool: docker swarm leave --force, or give these in the manifest'
      [ -z "$at_once" ] || [ "${reply%% *}" != used ] || fail "overlay network ${reply#* } is in use: it is made anew once nobody uses it"
      # What it was in is gone, with all of its managers, or has struck it off: it joins the one that there is.
      if [ "$unknown" -ge 3 ]; then
        docker swarm leave --force >/dev/null 2>&1 || :
        unknown=0
        continue
      fi
      ;;
    esac
    left=$((left - 1))
    [ "$left" != 0 ] || return 1
    pause
  done
}

# A first boot waits for the others, however long they take. Later on each round is a new one.
at_once=
case ${1-} in
--answer) trap - EXIT && answer ;;
--ready) trap - EXIT && [ "$(report --ready)" = ok ] ;;
--follow) trap - EXIT && { follow 5 || :; } ;;
*)
  if [ -e /var/lib/meshinit/ready ]; then
    at_once=1
    follow 40 || fail 'no manager agrees yet'
  else
    follow 0
  fi
  ;;
esac
