"""What ends a build before it is done: Ctrl-C, or a kill."""

import signal
import sys
import threading
from typing import NoReturn

from ..pelican_types import Site


def stop_on_signals(pelican: Site) -> None:
    """End *pelican*'s build on Ctrl-C or a kill, with a status: Pelican's own would be 0."""
    pelican.stopped = None

    def stop(number: int, frame: object) -> NoReturn:
        if pelican.stopped is None:
            print("Stopped.", file=sys.stderr)
        pelican.stopped = 128 + number
        raise SystemExit(pelican.stopped)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
