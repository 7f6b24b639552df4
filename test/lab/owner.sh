#!/usr/bin/env bash
# Takes the lab down when the process that it was made for has gone without doing so itself.
. "$(dirname "$0")/settings.sh"
while kill -0 "$1" 2>/dev/null; do sleep 2; done
exec "$lab_here/lab.sh" down --owned
