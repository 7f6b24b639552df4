docker_uses() { docker network inspect "$DOCKER_NETWORK" | grep -q "\"${BRIDGE_SUBNET-$SUBNET}\""; }
