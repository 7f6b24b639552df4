# Only what differs, in one run of each program: those who have left first.
differences | sed -n 's/^ip //p' | ip -batch -
differences | sed -n 's/^bridge //p' | bridge -batch -
