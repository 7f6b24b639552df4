#!/bin/sh
# The tunnels are open only to peers.
set -eu
. /usr/local/lib/meshinit/common.sh
doing='close the tunnels to strangers'

