# Docker 28 changed what its options mean: the wrong form takes the bridge's address away, or gives one address twice.
docker_form() {
  ! command -v dockerd >/dev/null || dockerd --version | awk -v form="$DOCKER_IPV6" '
    { split($3, version, "."); is = version[1] + 0 < 28 ? "prefix" : "pool" } END { exit is != form }'
}
