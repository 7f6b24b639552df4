# NetworkManager reads its files when it starts; one that runs reads them again, before a device of the mesh appears.
leave_devices() {
  if systemctl is-active --quiet NetworkManager.service; then
    systemctl reload NetworkManager.service
  fi
}
