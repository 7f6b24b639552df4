# use_docker_repository DISTRIBUTION SUITE FINGERPRINT: no package signed by another key is accepted
use_docker_repository() {
  install_packages gpg
  repository=https://download.docker.com/linux/$1
  keyring=/etc/apt/keyrings/docker.asc
  mkdir -p /etc/apt/keyrings
  fetch_key "$repository/gpg" "$3" "$keyring"
  list=/etc/apt/sources.list.d/docker.list
  line="deb [arch=$(dpkg --print-architecture) signed-by=$keyring] $repository $2 stable"
  if [ "$(cat "$list" 2>/dev/null)" != "$line" ]; then
    echo "$line" >"$list"
    # shellcheck disable=SC2034 # for apt_install: the lists do not have it yet
    lists=old
  fi
}
