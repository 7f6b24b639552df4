# Swaps the chains at once: meanwhile no peer is shut out, no stranger let in. Docker may hold the lock.
exchange() { peers | "$IPTABLES-restore" --noflush; }

# ensure TOOL TABLE CHAIN RULE...: before all others
ensure() {
  tool=$1 table=$2 chain=$3
  shift 3
  "$tool" -w -t "$table" -C "$chain" "$@" 2>/dev/null || "$tool" -w -t "$table" -I "$chain" "$@"
}

retry 10 1 exchange
ensure "$IPTABLES" filter INPUT -j MESHINIT
