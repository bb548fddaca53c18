"""Run a command and end with a line of what it took: ``python meter.py pelican content``.

What the system tells a process of its children is of all that it ever waited for, and of theirs.
So each command has a process of its own that waits for it and for nothing else.
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
