#!/bin/sh
# Tests the mesh from inside this host: a line a check, exit status 1 where one fails.
# shellcheck disable=SC1010,SC2153,SC2317 # the do of ping; variables of host.conf; functions that check calls
set -eu
. @LIB@/common.sh
# What it finds is no failure of its own.
trap - EXIT
