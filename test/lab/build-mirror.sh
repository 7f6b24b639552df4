#!/usr/bin/env bash
# Makes the package mirror: a flat repository with everything that the images and the documents need,
# complete by itself; prints its directory. Images are made from it too, so both always fit together.
. "$(dirname "$0")/settings.sh"
. "$lab_here/apt.sh"
. "$lab_here/packages.sh"

build() {
  local target=$1 work=$1/work package wanted=()
  private_apt "$work" "$LAB_RELEASE" "$LAB_RELEASE-updates" "$LAB_RELEASE-security"
  export APT_CONFIG=$work/apt.conf
  apt-cache pkgnames | sort >"$work/names"
  for package in "${networkd_packages[@]}" "${ifupdown_packages[@]}" "${offered_packages[@]}"; do
    if grep -qxF "$package" "$work/names"; then wanted+=("$package"); else echo "not in $LAB_RELEASE: $package"; fi
  done
  # Nothing counts as installed, so apt takes the whole closure, recommended packages too.
  apt-get -qy --download-only install '?essential' "${base_packages[@]}" "${wanted[@]}"
  mv "$work"/archives/*.deb "$target"
  rm -rf "$work"
  cd "$target"
  apt-ftparchive packages . >Packages
  gzip -9kn Packages
  local release
  release=$(apt-ftparchive -o APT::FTPArchive::Release::Origin=Debian -o APT::FTPArchive::Release::Label=Debian \
    -o APT::FTPArchive::Release::Codename="$LAB_RELEASE" release .)
  echo "$release" >Release
}

cached "mirror-$LAB_RELEASE-$(cache_key "$lab_here/packages.sh" "$lab_here/build-mirror.sh")" build
