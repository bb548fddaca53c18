"""The tools that tests run and that a machine may lack."""

import os

import pytest


def needs(**tools: object) -> pytest.MarkDecorator:
    """Skip a test that needs *tools*, each named with what is there of it, where one is missing.

    Where ``STET_TOOLS_REQUIRED`` is set, as in CI, the test runs and fails.
    """
    missing = [name.replace("_", " ") for name, there in tools.items() if not there]
    return pytest.mark.skipif(
        bool(missing) and not os.environ.get("STET_TOOLS_REQUIRED"),
        reason=f"not on this machine: {', '.join(missing)}; CONTRIBUTING.md says how to get them",
    )
