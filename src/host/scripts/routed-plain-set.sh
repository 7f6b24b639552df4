# Only what differs, in one run: those who have left first.
differences | ip -batch -
