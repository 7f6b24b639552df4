says() { echo "$said" | grep -q "$1"; }
# A port that Open vSwitch could open has a number.
leads_to() { says "^$1,[1-9].*remote_ip=$2[,}]"; }
