"""Skip tests whose tools are not installed."""

import os

import pytest


def needs(**tools: object) -> pytest.MarkDecorator:
    """Return a mark that skips a test if one of *tools* is missing.

    Each tool is given as its name and a value that is true if it is installed. If
    ``STET_TOOLS_REQUIRED`` is set, as in CI, the test runs anyway, and fails.
    """
    missing = [name.replace("_", " ") for name, found in tools.items() if not found]
    return pytest.mark.skipif(
        bool(missing) and not os.environ.get("STET_TOOLS_REQUIRED"),
        reason=f"not installed: {', '.join(missing)}; CONTRIBUTING.md says how to get them",
    )
