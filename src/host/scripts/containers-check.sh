# Each as declared, running, and not unhealthy where it has a check.
container_runs() {
  case $containers in
  *"
$1 $2 Up "*) ;;
  *"
$1 $2 Exited (0)"*) [ "$3" = no ] || [ "$3" = on-failure ] ;;
  *) false ;;
  esac
}

check_containers() {
  containers="
$(docker ps -a --filter label=io.meshinit.container --format '{{.Names}} {{.Label "io.meshinit.spec"}} {{.Status}}' |
    sed '/(unhealthy)$/d; /(Paused)$/d')"
  while read -r name spec _ policy _ <&3; do
    [ "$name" = + ] || check "container $name runs" container_runs "$name" "$spec" "$policy"
  done 3</etc/meshinit/containers
}
