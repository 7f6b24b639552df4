# enable_units UNIT...: now, and at every boot
enable_units() {
  systemctl daemon-reload
  systemctl enable "$@"
  systemctl reload-or-restart "$@"
}

# Docker was held back until its bridge existed; its package starts it now, or this does.
start_docker() {
  systemctl enable docker.service
  systemctl start docker.service
}

release_docker() {
  systemctl unmask --runtime docker.service
  systemctl reset-failed docker.service 2>/dev/null || :
}
