[ -z "$outside" ] || nft "table ip meshinit-names
delete table ip meshinit-names
table ip meshinit-names {
  chain input {
    type filter hook input priority filter
    iifname { $(echo "$outside" | paste -sd,) } ip daddr { @LISTENED@ } th dport 53 drop
  }
}"
