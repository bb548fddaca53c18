"""Start a newsroom: ``NAME="The Harbour Post" SECTIONS="City, Sport" python -m plugins.start``."""

import os
import shlex
import sys
from pathlib import Path

from .newsroom import refusal, start
from .settings import planned, system_zone

MESSAGE = """\
{name} is ready.

  content/pages/   five pages to complete: search them for "[fill in:"
  pelicanconf.py   your settings
  house/           your colours, fonts and logo: house/README.md says how

The demonstration newsroom, with everything in content/, is now in tests/demo/, where the tests
use it. Nothing was deleted. To get it back, move content/ and pelicanconf.py elsewhere,
and type:

  mv tests/demo/content tests/demo/pelicanconf.py .

Your first story: make new TITLE="Your headline" SECTION={section}
"""


def main() -> str | int:
    """Start the newsroom that the environment's variables describe; return the exit status."""
    folder = Path()
    try:
        plan = planned(os.environ.get("NAME", ""), os.environ.get("SECTIONS", ""), system_zone())
        if reason := refusal(folder):
            return reason
        start(folder, plan)
    except ValueError as error:
        return str(error)
    except OSError as error:
        return f"{error.filename}: {error.strerror}. Nothing was changed"
    print(MESSAGE.format(name=plan.name, section=shlex.quote(plan.sections[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
