# Every container of a service: running, or at a good end, and not unhealthy where it has a check.
service_runs() {
  case $(printf '%s\n' "$services" | awk -v name="$1" '$1 == name') in
  '' | *'(unhealthy)'* | *'(Paused)'* | *' Created'* | *' Restarting '* | *' Dead'* | *' Exited ('[!0]*) false ;;
  esac
}

check_compose() {
  services=$(docker ps -a --filter "label=com.docker.compose.project=$COMPOSE_PROJECT" \
    --format '{{.Label "com.docker.compose.service"}} {{.Status}}') || :
  for service in $COMPOSE_SERVICES; do
    check "service $service of Compose runs" service_runs "$service"
  done
}
