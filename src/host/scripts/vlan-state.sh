is_tagged() { echo "$tags" | grep -qx "$1,access,$2"; }
