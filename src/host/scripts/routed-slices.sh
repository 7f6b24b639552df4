# shellcheck shell=sh disable=SC2034 # for the scripts beside this
# For awk: whose slice follows from which mesh address, by FIRST_ADDRESS and FIRST_SLICE.
SLICES='
    function number(text) { split(text, byte, "."); return ((byte[1] * 256 + byte[2]) * 256 + byte[3]) * 256 + byte[4] }
    function address(n) { return int(n / 16777216) "." int(n / 65536) % 256 "." int(n / 256) % 256 "." n % 256 }
    function following(mesh) { return address(from + (number(mesh) - start) * size) "/" part[2] }
    BEGIN {
      split(slice, part, "/")
      from = number(part[1])
      start = number(first)
      # Not by a power, for which busybox may lack the mathematics.
      size = 1
      for (bits = part[2]; bits < 32; bits++) size *= 2
    }'
