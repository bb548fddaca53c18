"""Build a site: ``python -m plugins.press content -o output -s pelicanconf.py``.

It takes the options of Pelican's own command, whose spinner would hide the progress bar.
"""

import logging
import sys

from pelican import LOG_HANDLERS, get_instance, parse_arguments
from pelican.log import init as init_logging

from plugins.kernel.faults import shown_path

logger = logging.getLogger("pelican")


def main() -> None:
    """Build the site that the command line names; exit with a status other than 0 on failure."""
    options = parse_arguments()
    options.overrides = {**(options.overrides or {}), "SETTINGS_FILE": options.settings}
    init_logging(
        level=options.verbosity,
        fatal=options.fatal,
        name="pelican",
        handler=LOG_HANDLERS[options.log_handler],
        logs_dedup_min_level=getattr(logging, options.logs_dedup_min_level),
    )
    try:
        pelican, _ = get_instance(options)
        pelican.run()
    except SyntaxError as error:
        place = f"{shown_path(error.filename or options.settings)}:{error.lineno}"
        message = f"the settings cannot be read: {error.msg}."
        sys.exit(f"{place}: {message} Look here, and above, for a missing quote, comma or bracket")
    except Exception as error:
        logger.critical("%s: %s", type(error).__name__, error, exc_info=True)
        sys.exit(getattr(error, "exitcode", 1))


if __name__ == "__main__":
    main()
