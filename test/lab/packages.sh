# Sourced: what a lab host has before its document runs, and what documents may ask for.
# shellcheck shell=bash disable=SC2034

# As Debian's own cloud image, less its kernel, boot loader and manuals.
base_packages=(
  apt apparmor ca-certificates cloud-init cron curl dbus e2fsprogs ethtool fdisk gnupg iproute2 iputils-ping
  isc-dhcp-client kmod less libpam-systemd lsb-release netbase openssh-server openssh-client procps psmisc
  python3 socat sudo systemd-sysv systemd-timesyncd tcpdump udev vim-tiny wget
)
networkd_packages=(netplan.io systemd-resolved)
ifupdown_packages=(ifupdown)

# The names that exist in the release are put on the mirror, with all they need and recommend.
# They must be installable together.
offered_packages=(
  arptables bridge-utils conntrack containerd dnsmasq-base docker.io docker-cli docker-compose ebtables etcd-client etcd-server ethtool frr git htop
  ifupdown iperf3 ipset iptables jq man-db needrestart netcat-openbsd nftables nmap busybox-static openvswitch-common
  openvswitch-ipsec openvswitch-switch python3-openvswitch rsync runc strongswan tree ufw unattended-upgrades
  vlan wireguard-tools xz-utils
)
# From 13 on the package cloud-init refuses to be installed beside firewalld.
[[ $LAB_RELEASE != bookworm ]] || offered_packages+=(firewalld)
