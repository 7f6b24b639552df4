check_addresses() {
  attached=$(docker ps --filter label=io.meshinit.addresses --format '{{.Names}} {{.Label "io.meshinit.addresses"}}') || :
  while read -r name address <&3; do
    [ -z "$name" ] || check "container $name answers at ${address#*=}" ping -c 1 -w 3 "${address#*=}"
  done 3<<LIST
$attached
LIST
}
