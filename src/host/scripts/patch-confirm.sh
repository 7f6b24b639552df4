# Keeps a patch that was made with --hold. Exit status 4 says that it was too late, 5 that the host does not take it.
kept=/var/lib/meshinit/patch
[ ! -d "$kept" ] || touch "$kept/confirmed"
left=20
while [ -d "$kept" ]; do
  [ "$left" -gt 0 ] || exit 5
  left=$((left - 1))
  sleep 1
done
[ ! -e /run/meshinit/rolled-back ] || exit 4
# Whoever is told that it is kept finds it so after a power cut.
sync
