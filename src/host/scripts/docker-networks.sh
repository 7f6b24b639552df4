failed=
while read -r name bridge subnet range gateway mtu nat internal; do
  planned="$bridge $subnet $range $gateway $mtu $nat $internal"
  has=$(docker network inspect -f '{{.Labels.meshinit}}' "$name" 2>/dev/null) || has=none
  [ "$has" != "$planned" ] || continue
  # Its containers would lose their addresses: people say when. They have none where it is gone.
  if [ "${1-}" = --ready ] || { [ "$has" != none ] && [ "$(docker ps -aqf "network=$name")" ]; }; then
    failed="$failed $name"
    continue
  fi
  [ "$has" = none ] || docker network rm "$name"
  docker network create --label "meshinit=$planned" --subnet "$subnet" --ip-range "$range" \
    --gateway "$gateway" --internal="$internal" -o "com.docker.network.bridge.name=$bridge" \
    -o "com.docker.network.driver.mtu=$mtu" -o "com.docker.network.bridge.enable_ip_masquerade=$nat" "$name"
done </etc/meshinit/docker-networks >/dev/null
[ -z "$failed" ] || fail "not as planned, or in use:$failed"
