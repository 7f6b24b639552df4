[ -n "${NETWORK-}" ] || check "Docker's version takes its IPv6 options as $DOCKER_IPV6" docker_form
