"""The press: pages are staged, and output/ changes only when all of them are printed."""

import tempfile
from pathlib import Path
from typing import Any

from pelican import signals

from .publication import publish


def stage(pelican: Any) -> None:
    """Let Pelican write into a folder of its own, away from output/."""
    pelican.stage = tempfile.TemporaryDirectory(prefix="stet-")
    pelican.output_path = pelican.stage.name


def print_site(pelican: Any) -> None:
    """Every page is there: put them in place."""
    output = Path(pelican.settings["OUTPUT_PATH"])
    try:
        written, removed = publish(Path(pelican.stage.name), output)
    except OSError as error:
        raise SystemExit(f"{error.filename}: {error.strerror}. Mend this and build again") from None
    pelican.stage.cleanup()
    print(f"{written} files written, {removed} removed in {output.name}/")


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(stage)
    signals.finalized.connect(print_site)
