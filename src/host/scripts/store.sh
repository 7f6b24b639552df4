#!/bin/sh
# etcd as the store of Docker's overlay networks. --run is etcd itself, once it is known whether this host begins a cluster or
# joins one; --leave takes it from the members when it is a store no more, --part those that died. --wait holds Docker back until
# the store answers. --again has Docker start once more where that helps. --networks makes the networks. --quorum,
# --answers ADDRESS, --ready NETWORK, --parted and --hosts only look.
# shellcheck disable=SC2153 # variables of host.conf
set -eu
. @LIB@/common.sh
# A store a line: name, address. A network a line: name, subnet or a hyphen, MTU.
STORES=/etc/meshinit/stores
NETWORKS=/etc/meshinit/overlay-networks
CERTIFICATES=/etc/docker/store
HOME_OF_ETCD=/var/lib/etcd
DATA=$HOME_OF_ETCD/meshinit
peer_url="https://$OVERLAY_ADDRESS:2380"
HELD='the other stores do not let this one go'

# All, or the one that is named.
clients() { awk -v one="${1-}" '!one || $2 == one { printf "%shttps://%s:2379", sep, $2; sep = "," }' "$STORES"; }

is_store() { [ "$(clients "$OVERLAY_ADDRESS")" ]; }

# ctl ARGUMENTS...: of all stores, or of the one at $only
ctl() {
  ETCDCTL_API=2 timeout 20 etcdctl --no-sync --timeout 3s --total-timeout 15s -C "$(clients "${only-}")" \
    --ca-file "$CERTIFICATES/ca.pem" --cert-file "$CERTIFICATES/cert.pem" --key-file "$CERTIFICATES/key.pem" "$@"
}

# ask ADDRESS:PORT PATH SECONDS: what etcd answers
ask() {
  printf 'GET %s HTTP/1.0\r\n\r\n' "$2" | timeout "$3" openssl s_client -quiet -verify_return_error \
    -CAfile "$CERTIFICATES/ca.pem" -cert "$CERTIFICATES/cert.pem" -key "$CERTIFICATES/key.pem" -connect "$1" 2>/dev/null
}

# What only a majority can answer. etcdctl has no word for that before 2.3.
has_quorum() {
  while read -r _ address _; do
    ! ask "$address:2379" '/v2/keys/?quorum=true' 5 | head -n 1 | grep -q ' 200 ' || return 0
  done <"$STORES"
  return 1
}

# Members by a store with a client's port: a line each.
members() { ctl member list 2>/dev/null; }

# Of such lines id and address.
by_address() { sed -n 's/^\([0-9a-f]*\).* peerURLs=https:..\([^ ]*\):2380.*/\1 \2/p'; }

member_of() { awk -v url=" peerURLs=$1 " 'index($0 " ", url)'; }

# Members by the port of the stores among themselves, which answers without a majority too. An object a line.
peer_members() {
  ask "$1:2380" /members 10 | sed 's/},{/},\n{/g' | grep '"peerURLs"'
}

# port ADDRESS: whether something listens among stores there; else whether the host is up, which refuses
port() {
  said=$(LC_ALL=C timeout 3 bash -c ": <>/dev/tcp/$1/2380" 2>&1) && { echo open && return; }
  case $said in *refused*) echo refused ;; *) echo silent ;; esac
}

others() { awk -v own="$OVERLAY_ADDRESS" '$2 != own { print $2 }' "$STORES"; }

# One that another store tells: began is one that it waits for, member one that was here before, added one that never started.
told() {
  for other in $(others); do
    known=$(peer_members "$other") || continue
    case $(printf '%s\n' "$known" | grep -F "\"$peer_url\"") in
    *'"clientURLs"'*) echo member ;;
    *'"name"'*) echo began ;;
    *'"peerURLs"'*) echo added ;;
    *) echo stranger ;;
    esac
    return
  done
  return 1
}

# Whether nobody has a cluster. After a power cut all stores come up at once: only if all of them are up, and none runs etcd for
# 20 s, has none of them begun. One that is silent may have a cluster, and not let this host in yet: a store that came to it later.
nobody_began() {
  [ "$(others)" ] || return 0
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    for other in $(others); do [ "$(port "$other")" = refused ] || return 1; done
    sleep 2
  done
}

# set_out new|existing CLUSTER
set_out() {
  printf 'ETCD_INITIAL_CLUSTER_STATE=%s\nETCD_INITIAL_CLUSTER=%s\n' "$1" "$2" >"$DATA.start"
  echo "this store starts with a cluster that is $1"
}

begin() { set_out new "$(awk '{ printf "%s%s=https://%s:2380", sep, $1, $2; sep = "," }' "$STORES")"; }

# Names matter for our own alone: others are told apart by their URLs. A second member's start is what makes a majority again, so
# none is asked for here.
join_members() {
  for other in $(others); do
    known=$(peer_members "$other" | sed -n 's/.*"id":\([0-9]*\).*"peerURLs":\["\([^"]*\)".*/\1 \2/p')
    case " $known" in *" $peer_url"*) ;; *) continue ;; esac
    set_out existing "$(printf '%s\n' "$known" | awk -v own="$peer_url" -v name="$HOST" \
      '{ printf "%s%s=%s", sep, ($2 == own ? name : "member-" $1), $2; sep = "," }')"
    return
  done
  return 1
}

# Among the members as one that never started, or as one that is to begin, it stays. As one that had data it goes first. One that
# was let go, and is still to be stopped, stays out.
enter() {
  is_store || return 1
  mine=$(members | member_of "$peer_url")
  # A line may end with what it says of clients.
  case "$mine " in
  *'[unstarted]'*) ;;
  *' clientURLs= '*)
    begin
    return
    ;;
  *)
    [ -z "$mine" ] || ctl member remove "${mine%%:*}" || return 1
    ctl member add "$HOST" "$peer_url" >/dev/null || return 1
    ;;
  esac
  join_members
}

# Whether it is known how etcd starts. What it has in its directory counts for more than any word of ours.
prepare() {
  if has_quorum; then
    # One that was removed while it was away has data that nobody takes.
    if [ -d "$DATA/member" ]; then
      known=$(members) && [ "$known" ] && [ -z "$(printf '%s\n' "$known" | member_of "$peer_url")" ] || return 0
      rm -rf "$DATA"
    fi
    enter
    return
  fi
  [ ! -d "$DATA/member" ] || return 0
  case $(told || { nobody_began && echo nobody; }) in
  began | nobody) begin ;;
  added) join_members ;;
  *) return 1 ;;
  esac
}

# The key's copy is etcd's alone.
run() {
  doing='run etcd'
  install -d -o etcd -g etcd -m 0700 "$HOME_OF_ETCD"
  install -o etcd -g etcd -m 0400 "$CERTIFICATES/key.pem" "$HOME_OF_ETCD/meshinit.key"
  until prepare; do
    echo 'waits for most of the stores'
    sleep 3
  done
  trap - EXIT
  set -a
  # shellcheck source=/dev/null
  . /etc/meshinit/etcd.conf
  # shellcheck source=/dev/null
  [ ! -e "$DATA.start" ] || . "$DATA.start"
  exec chroot --userspec=etcd:etcd / /usr/bin/etcd
}

# Members whose address is no store's: id and address, a line each.
strangers() { members | by_address | awk 'NR == FNR { is[$2] = 1; next } !is[$2]' "$STORES" -; }

# Those that died with their hosts, by their ids. One that lives leaves by itself when its host is a store no more, and would come
# back.
dead() {
  strangers | while read -r id address; do
    [ "$(port "$address")" = open ] || echo "$id"
  done
}

part_with_dead() { for id in $(dead); do ctl member remove "$id" || :; done; }

# Whether most of the others among these members are there. etcd looks for itself from 3.1 on.
may_go() {
  all=0 there=0
  for address in $(printf '%s\n' "$1" | awk -v own="$OVERLAY_ADDRESS" '$2 != own { print $2 }'); do
    all=$((all + 1))
    [ "$(port "$address")" != open ] || there=$((there + 1))
  done
  [ $((there * 2)) -gt "$all" ]
}

# Whether this host is none of etcd's members; else another store is asked to let it go. Whoever goes has no answer to give.
depart() {
  for only in $(others); do
    known=$(members | by_address)
    [ "$known" ] || continue
    id=$(printf '%s\n' "$known" | awk -v own="$OVERLAY_ADDRESS" '$2 == own { print $1 }')
    [ -z "$id" ] || { may_go "$known" && ctl member remove "$id"; } || continue
    only=
    return
  done
  only=
  return 1
}

# At its unit's end, which it has also at each boot: only where that is to start no more. Nobody is let go while etcd counts too
# few of the others as there, which it does for 5 s after the start of each; without this one they might never agree again.
leave() {
  case $(systemctl is-enabled meshinit-etcd.service 2>/dev/null) in disabled*) ;; *) return 0 ;; esac
  end=$(($(date +%s) + 60))
  until depart; do
    [ "$(date +%s)" -lt "$end" ] || { echo "$HELD" >&2 && return; }
    sleep 2
  done
}

# A host that was a store until now.
is_former() { ! is_store && [ -d "$DATA/member" ]; }

# Where the others still count it, it has to be one again, by the way back. One that comes back later begins with nothing.
forget_store() {
  retry 5 3 depart || fail "$HELD"
  rm -rf "$DATA" "$DATA.start"
}

wait_for_store() {
  doing='wait for the store'
  has_quorum && return
  status "running: wait for the store"
  until has_quorum; do sleep 3; done
  [ ! -e /var/lib/meshinit/ready ] || status ready
}

# After an end without warning Docker's first start fails to put containers onto overlay networks again: libnetwork keeps the
# error that it met with an endpoint of before. The next start has none (seen with 20.10.24).
start_again() {
  again=/run/meshinit/docker.again
  if ! docker ps -aq | xargs -r docker inspect -f '{{.State.Error}}' | grep -q 'network sandbox join failed'; then
    rm -f "$again"
  elif [ ! -e "$again" ]; then
    mkdir -p /run/meshinit
    : >"$again"
    systemctl --no-block restart docker.service
  fi
}

# Empty where it has no such label, none where there is no such network.
label_of() {
  label=$(docker network inspect -f '{{index .Labels "meshinit.overlay"}}' "$1" 2>/dev/null) || label=none
  echo "$label"
}

# make NETWORK SUBNET MTU: one host at a time, by a key that only one can make
make() {
  [ "$(label_of "$1")" != "planned $2 $3" ] || return 0
  ctl mk --ttl 60 "/meshinit/networks/$1" "$HOST" >/dev/null 2>&1 || return 1
  made=0
  make_alone "$@" || made=1
  ctl rm "/meshinit/networks/$1" >/dev/null 2>&1 || :
  return "$made"
}

make_alone() {
  case $(label_of "$1") in
  "planned $2 $3") return 0 ;;
  none) ;;
  'planned '*) docker network rm "$1" >/dev/null ;;
  *)
    echo "the network $1 is not meshinit's" >&2
    return 1
    ;;
  esac
  [ "$2" = - ] && subnet= || subnet="--subnet=$2"
  docker network create -d overlay --label "meshinit.overlay=planned $2 $3" ${subnet:+"$subnet"} \
    -o "com.docker.network.driver.mtu=$3" "$1" >/dev/null
}

remove_others() {
  docker network ls --filter driver=overlay --filter label=meshinit.overlay --format '{{.Name}}' |
    while read -r name; do
      grep -q "^$name " "$NETWORKS" || docker network rm "$name" || echo "$name is in use" >&2
    done
}

# Of the host that this one takes the place of: nobody else removes them, and they hold their names and addresses.
forget_containers() {
  ctl ls --recursive /docker/network/v1.0/endpoint 2>/dev/null | grep '/endpoint/[^/]*/[^/]*$' | while read -r key; do
    endpoint=$(ctl get "$key" 2>/dev/null) || continue
    case $endpoint in *"\"locator\":\"$OVERLAY_ADDRESS\""*) ;; *) continue ;; esac
    network=${key%/*}
    name=$(printf '%s\n' "$endpoint" | sed 's/.*"name":"\([^"]*\)".*/\1/')
    echo "forgets $name of the host that was here before"
    docker network disconnect -f "${network##*/}" "$name" || :
  done
}

networks() {
  doing='make the overlay networks'
  # Its Docker asks the members that it found at its start, which may be this host's alone, until the patch starts it again. Those
  # that stay come before, and make the networks.
  if is_former; then forget_store && return; fi
  retry 40 3 has_quorum || fail 'the stores have no majority'
  ! is_store || retry 40 3 runs_here || fail 'etcd does not run here'
  part_with_dead
  [ "$(docker ps -aq)" ] || forget_containers
  while read -r name subnet mtu; do
    retry 40 3 make "$name" "$subnet" "$mtu" || fail "$name is not as planned, or in use"
  done <"$NETWORKS"
  remove_others
}

# look COMMAND...: what it finds is no failure of the host's
look() {
  trap - EXIT
  "$@"
}

answers() { only=$1 && ctl ls / >/dev/null; }

# So that who is patched next finds it among the members.
runs_here() (answers "$OVERLAY_ADDRESS" 2>/dev/null)

# Whose Docker has told the store of itself in the last minute: an address a line.
hosts() { ctl ls /docker/nodes | sed 's,^/docker/nodes/\(.*\):.*,\1,'; }

has_parted() { [ -z "$(dead)" ]; }

# Asked every 20 s, on all hosts.
part() { ! is_store || part_with_dead; }

is_made() { [ "$(label_of "$1")" = "$(awk -v name="$1" '$1 == name { print "planned", $2, $3 }' "$NETWORKS")" ]; }

case ${1-} in
--run) run ;;
--leave) look leave ;;
--part) look part ;;
--wait) wait_for_store ;;
--again) look start_again ;;
--networks) networks ;;
--quorum) look has_quorum ;;
--answers) look answers "$2" ;;
--ready) look is_made "$2" ;;
--parted) look has_parted ;;
--hosts) look hosts ;;
*) fail 'unknown option' ;;
esac
