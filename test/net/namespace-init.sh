#!/bin/sh
# First process of a namespace: a machine of its own as far as files, devices and processes go. What is written here
# goes to a tmpfs over the machine's own files and is gone with the namespace.
# $1: host name; $2: `files` where it is to have its own /etc, /opt, /usr and /var
set -eu
hostname "$1"
mount -t sysfs sysfs /sys
ip link set lo up
if [ "${2-}" = files ]; then
    mount -t tmpfs -o mode=1777 tmpfs /tmp
    for directory in etc opt usr var; do
        mkdir -p "/tmp/.own/$directory/files" "/tmp/.own/$directory/work"
        mount -t overlay -o "lowerdir=/$directory,upperdir=/tmp/.own/$directory/files,workdir=/tmp/.own/$directory/work" \
            overlay "/$directory"
    done
    mount -t tmpfs -o mode=755 tmpfs /run
    # Scripts report on the console: into a file, not onto the console of the machine that runs the tests.
    if [ -e /dev/console ]; then
        touch /tmp/console
        mount --bind /tmp/console /dev/console
    fi
fi
echo ready
# Standard input is a pipe from the test: when the test ends, however it ends, this process does, and with it all others
# of the namespace and its devices.
exec cat >/dev/null
