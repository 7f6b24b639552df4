#!/bin/sh
# The tunnels are open only to peers.
set -eu
. @LIB@/common.sh
doing='close the tunnels to strangers'

