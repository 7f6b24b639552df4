#!/bin/sh
# Builds Open vSwitch's packages from a release, once, for all hosts of one system. It can be run again at any time.
set -eu
. /usr/local/lib/meshinit/common.sh
. /usr/local/lib/meshinit/packages.sh
WORK=/var/cache/meshinit
OUT=/srv/meshinit

right_system() {
  # shellcheck source=/dev/null
  . /etc/os-release
  [ "$ID-$VERSION_ID" = "$SYSTEM" ] || fail "this is $ID-$VERSION_ID: packages built here are not for $SYSTEM"
}

fetch() {
  mkdir -p "$WORK"
  cd "$WORK"
  retry 20 15 download "$SHA256" "$URL" release.tar.gz
  rm -rf build
  mkdir build
  tar -C build --strip-components=1 -xzf release.tar.gz
}

# Newer releases make the list of build dependencies from a template (Documentation/intro/install/debian.rst).
prepare() {
  cd "$WORK/build"
  [ ! -e debian/control ] || return 0
  ./configure
  make debian
  # The build configures its own directories, which needs a clean tree. Cleaning removes these two again.
  cp debian/control debian/copyright "$WORK"
  make distclean
  mv "$WORK/control" "$WORK/copyright" debian
}

install_needs() {
  cd "$WORK/build"
  dpkg-checkbuilddeps || retry 40 15 apt_needs
}

apt_needs() {
  update_lists && mk-build-deps --install --remove \
    --tool 'apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300' debian/control
}

build() {
  cd "$WORK/build"
  # No cleaning: it would remove the list again. No DPDK, which the list lacks: as in `make debian-deb`.
  DEB_BUILD_OPTIONS="parallel=$(nproc) nocheck nodpdk" dpkg-buildpackage -b -nc -uc -us
}

# needed NAME: a built package's file, after those that it depends on; in a subshell, which keeps its own names
needed() (
  for file in "$WORK/${1%%:*}"_*.deb; do
    [ -e "$file" ] || continue
    for name in $(dpkg-deb -f "$file" Depends | sed 's/([^)]*)//g' | tr ',|' '  '); do
      needed "$name"
    done
    echo "$file"
  done
)

collect() {
  rm -rf "$OUT.new"
  mkdir -p "$OUT.new"
  cp "$WORK"/*.deb "$OUT.new"
  for name in openvswitch-common openvswitch-switch; do
    [ -n "$(needed "$name")" ] || fail "$name was not built"
  done
  (cd "$OUT.new" && sha256sum -- *.deb >SHA256SUMS)
  block >"$OUT.new/ovs.yaml"
  rm -rf "$OUT"
  mv "$OUT.new" "$OUT"
}

# The manifest's block, with the packages' sums.
block() {
  echo 'ovs:'
  echo '  from:'
  echo '    debs:'
  needed openvswitch-switch | awk '!seen[$0]++' | while read -r file; do
    sum=$(sha256sum <"$file")
    echo "      - url: ${BASE:-https://EXAMPLE}/${file##*/}"
    echo "        sha256: \"${sum%  -}\""
  done
}

serve() {
  cd "$OUT"
  curl -fsS -o /dev/null "$BASE/SHA256SUMS" 2>/dev/null && return 0
  nohup python3 -m http.server --bind "$SERVE_ADDRESS" "$SERVE_PORT" >/var/log/meshinit-serve.log 2>&1 </dev/null &
  retry 20 1 curl -fsS -o /dev/null "$BASE/SHA256SUMS"
}

step 'look at the system' right_system
step 'install tools' install_packages build-essential ca-certificates curl devscripts equivs fakeroot python3
step 'fetch the release' fetch
step 'prepare the release' prepare
step 'install what the build needs' install_needs
rm -f "$WORK"/*.deb
step 'build the packages' build
step 'collect the packages' collect
[ -z "$BASE" ] || step 'serve the packages' serve
status ready
echo "meshinit: ready: the packages, SHA256SUMS and ovs.yaml are in $OUT${BASE:+, and at $BASE/}" |
  tee /dev/console 2>/dev/null || :
cat "$OUT/ovs.yaml"
