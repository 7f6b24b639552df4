enable_units() {
  systemctl enable "$@"
  systemctl reload-or-restart "$@"
}

# Held back, it may have failed too often to be started again.
start_docker() {
  systemctl reset-failed docker 2>/dev/null || :
  systemctl enable docker
  systemctl start docker
}
