"""Build a site: ``python -m plugins.press content -o output -s pelicanconf.py``.

It takes the options of Pelican's own command, whose spinner would hide the progress bar.
"""

import logging
import os
import sys
import threading

from pelican import LOG_HANDLERS, get_config, parse_arguments
from pelican.log import init as init_logging

from .builds import build

logger = logging.getLogger("pelican")


def main() -> None:
    """Build the site that the command line names; exit with a status other than 0 on failure."""
    options = parse_arguments()
    init_logging(
        level=options.verbosity,
        fatal=options.fatal,
        name="pelican",
        handler=LOG_HANDLERS[options.log_handler],
        logs_dedup_min_level=getattr(logging, options.logs_dedup_min_level),
    )
    options.overrides = options.overrides or {}
    try:
        outcome = build(options.settings or "pelicanconf.py", get_config(options))
    except Exception as error:
        logger.critical("%s: %s", type(error).__name__, error, exc_info=True)
        sys.exit(getattr(error, "exitcode", 1))
    if threading.active_count() == 1:  # a newsroom's own plugin may still be at work
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(outcome.status)  # Python would free the memory of the whole site piece by piece
    sys.exit(outcome.status)


if __name__ == "__main__":
    main()
