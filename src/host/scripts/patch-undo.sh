# Rolls back a patch that waits to be confirmed.
kept=/var/lib/meshinit/patch
[ ! -x "$kept/roll-back" ] || exec "$kept/roll-back"
