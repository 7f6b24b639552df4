# A Docker from before 1.9 has no networks to ask about.
docker_uses() { docker info && { ! docker network ls || docker network inspect bridge | grep -q "\"${BRIDGE_SUBNET-$SUBNET}\""; }; }
