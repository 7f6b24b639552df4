# use_docker_repository DISTRIBUTION SUITE FINGERPRINT: no package is taken that another key has signed
use_docker_repository() {
    install_packages gpg
    repository=https://download.docker.com/linux/$1
    keyring=/etc/apt/keyrings/docker.asc
    mkdir -p /etc/apt/keyrings
    retry 20 15 curl -fsSL --retry 3 --connect-timeout 30 -o "$keyring.part" "$repository/gpg"
    found=$(primary_keys "$keyring.part")
    [ "$found" = "$3" ] || fail "$repository/gpg has key ${found:-none}, not $3: refused"
    chmod 644 "$keyring.part"
    mv "$keyring.part" "$keyring"
    list=/etc/apt/sources.list.d/docker.list
    line="deb [arch=$(dpkg --print-architecture) signed-by=$keyring] $repository $2 stable"
    if [ "$(cat "$list" 2>/dev/null)" != "$line" ]; then
        echo "$line" >"$list"
        # shellcheck disable=SC2034 # for apt_install: the lists do not have it yet
        lists=old
    fi
}

# primary_keys FILE: the fingerprints of all keys in it, without their subkeys; what is none has none
primary_keys() {
    home=$(mktemp -d)
    gpg --homedir "$home" --batch --show-keys --with-colons "$1" 2>/dev/null |
        awk -F: '$1 == "pub" || $1 == "sub" { kind = $1 } $1 == "fpr" && kind == "pub" { print $10 }'
    rm -rf "$home"
}
