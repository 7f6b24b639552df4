#!/bin/sh
# The tunnels' protocol is open only to peers. Two chains of our own, so that it can be run again.
set -eu
. @LIB@/common.sh
doing='close the tunnels to strangers'

