# NetworkManager reads its files at start; if running, it rereads them before a device of the mesh appears.
leave_devices() {
  if systemctl is-active --quiet NetworkManager.service; then
    systemctl reload NetworkManager.service
  fi
}
