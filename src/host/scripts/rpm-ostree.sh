# install_packages PACKAGE...: layered on the image, there after the next boot, which this starts.
install_packages() {
  ! rpm -q "$@" >/dev/null 2>&1 || return 0
  boots=$(cat /var/lib/meshinit/layered 2>/dev/null || echo 0)
  # More than once if the power failed before the shutdown activated them.
  [ "$boots" -lt 3 ] || fail "$* is missing after $boots boots; 'rpm-ostree status' says why"
  retry 40 15 rpm-ostree install -y --allow-inactive --idempotent "$@"
  mkdir -p /var/lib/meshinit
  echo "$((boots + 1))" >/var/lib/meshinit/layered
  sync
  # Not a failure: the next boot continues.
  trap - EXIT
  status "rebooting: to install $*"
  systemctl --no-block reboot
  exit 0
}
