# fetch_key URL FINGERPRINT FILE: a key that signs packages, if it is the known one
fetch_key() {
  retry 20 15 curl -fsSL --retry 3 --connect-timeout 30 -o "$3.part" "$1"
  found=$(primary_keys "$3.part")
  [ "$found" = "$2" ] || fail "$1 has key ${found:-none}, not $2: refused"
  chmod 644 "$3.part"
  mv "$3.part" "$3"
}

# primary_keys FILE: the fingerprints of its keys, without subkeys; none if it is no key file
primary_keys() {
  home=$(mktemp -d)
  gpg --homedir "$home" --batch --show-keys --with-colons "$1" 2>/dev/null |
    awk -F: '$1 == "pub" || $1 == "sub" { kind = $1 } $1 == "fpr" && kind == "pub" { print $10 }'
  rm -rf "$home"
}
