"""Runs a command and prints what it took, as JSON: seconds of wall clock and of all its CPUs, peak memory in MiB.

Usage: rusage.py COMMAND WORD...
"""

import json
import resource
import subprocess
import sys
import time

begun = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - begun
if ended.returncode:
    sys.stderr.buffer.write(ended.stderr)
    sys.exit(ended.returncode)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}))
