docker_uses() { docker network inspect bridge | grep -q "\"${BRIDGE_SUBNET-$SUBNET}\""; }
