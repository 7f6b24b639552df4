#!/bin/sh
# The tunnels are open to the peers alone.
set -eu
. /usr/local/lib/meshinit/common.sh
doing='close the tunnels to strangers'

