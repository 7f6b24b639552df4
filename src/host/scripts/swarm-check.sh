# Of this host the managers say what it is; of all hosts a manager does.
swarm_state() { docker info -f "{{.Swarm.$1}}" 2>/dev/null; }
swarm_nodes() {
  docker node ls -q | while read -r id; do
    docker node inspect -f '{{index .Spec.Labels "meshinit.host"}} {{.Status.State}} {{with .ManagerStatus}}{{.Reachability}}{{end}}' "$id"
  done
}
swarm_has() { printf '%s\n' "$nodes" | grep -Eq "^$1 ready( |\$)${2-}"; }
# Of those that are managers now: one that is to be one and is none yet has no vote.
swarm_counts() {
  printf '%s\n' "$nodes" | awk -F '[ ]' '$3 != "" { all++ } $3 == "reachable" { there++ } END { exit !(there * 2 > all) }'
}
check_swarm() {
  check 'this host is in the swarm' [ "$(swarm_state LocalNodeState)" = active ]
  check 'the managers have this host as planned, and the overlay networks' @SBIN@/meshinit-swarm --ready
  [ "$(swarm_state ControlAvailable)" = true ] || return 0
  nodes=$(swarm_nodes 2>/dev/null) || nodes=
  check 'more than half of the managers are there' swarm_counts
  for name in $SWARM_MANAGERS; do check "$name manages the swarm" swarm_has "$name" reachable; done
  for name in "$HOST" $(cut -d ' ' -f 4 "$PEERS"); do check "$name is a node that is ready" swarm_has "$name"; done
}
