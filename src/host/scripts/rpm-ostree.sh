# install_packages PACKAGE...: layered on the image. They are there after the next boot, which this makes.
install_packages() {
  ! rpm -q "$@" >/dev/null 2>&1 || return 0
  boots=$(cat /var/lib/meshinit/layered 2>/dev/null || echo 0)
  # More than once where the power went before the shutdown made them the next boot's.
  [ "$boots" -lt 3 ] || fail "$* is not there after $boots boots; 'rpm-ostree status' tells why"
  retry 40 15 rpm-ostree install -y --allow-inactive --idempotent "$@"
  mkdir -p /var/lib/meshinit
  echo "$((boots + 1))" >/var/lib/meshinit/layered
  sync
  # No failure: the next boot takes up the work again.
  trap - EXIT
  status "rebooting: $* is there after that"
  say "reboots: $* is there after that"
  systemctl --no-block reboot
  exit 0
}
