"""Run a command and print what it took as the last line: ``python meter.py pelican content``.

The system reports the sum and the maximum over all children that a process has waited for. So
each command gets a process of its own, which waits for nothing else.
"""

import json
import resource
import subprocess
import sys
import time

began = time.perf_counter()
status = subprocess.call(sys.argv[1:], stderr=subprocess.STDOUT)
wall = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu, largest = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024  # Linux counts in KiB
print()
print(json.dumps([wall, cpu, largest]))
sys.exit(status)
