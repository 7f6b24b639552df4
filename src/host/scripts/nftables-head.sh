#!/bin/sh
# The tunnels are open to the peers alone, whose addresses this host itself has resolved.
set -eu
. @LIB@/common.sh
doing='close the tunnels to strangers'

