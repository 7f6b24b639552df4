up_to_date() {
  for deb; do
    [ "$(dpkg-query -W -f='${Status} ${Version}' "$(dpkg-deb -f "$deb" Package)" 2>/dev/null)" = \
      "install ok installed $(dpkg-deb -f "$deb" Version)" ] || return 1
  done
}

# dpkg fetches no dependencies; apt does, and configures what dpkg had to leave.
install_local() {
  export DEBIAN_FRONTEND=noninteractive
  dpkg -i --force-confdef --force-confold "$@" || { update_lists && apt-get -q -y -f install; }
  up_to_date "$@"
}
