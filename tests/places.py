"""Where the project and the demonstration newsroom are."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The folder of the project."""

DEMO = ROOT / "tests/demo" if (ROOT / "tests/demo").is_dir() else ROOT
"""The folder of the demonstration newsroom: `make start` moves it to tests/demo/.

All tests use its settings, whatever the newsroom in the project's folder sets.
"""
