check "Docker runs on $BRIDGE" docker_uses
