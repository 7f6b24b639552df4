# enable_units UNIT...: now, and at every boot
enable_units() {
  systemctl daemon-reload
  systemctl enable "$@"
  systemctl reload-or-restart "$@"
}

# Docker was held back until its bridge stood; its package starts it by itself now, or it is started here.
start_docker() {
  systemctl enable docker.service
  systemctl start docker.service
}

release_docker() {
  systemctl unmask --runtime docker.service
  systemctl reset-failed docker.service 2>/dev/null || :
}
