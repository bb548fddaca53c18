"""The process that has the site in memory, as the server sees it."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterable


class BuilderProcess:
    """The process that has the site in memory; another takes its place when it ends.

    It builds the site of the moment *at*, as it was typed; where that is empty, of the present.
    """

    def __init__(self, content: str, output: str, at: str = "", *, drafts: bool) -> None:
        self.at = at
        self.command = [sys.executable, "-m", "plugins.press.serve.resident", content, output]
        self.command += ["--drafts"] if drafts else []
        self.command += ["--at", at] if at else []
        self.process: subprocess.Popen[str] | None = None

    def build(self, changed: Iterable[str] = ()) -> str | None:
        """Bring the site up to date with the files *changed*; return its faults, or None."""
        if self.process and any(map(_is_program, changed)):
            self.end()
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        else:
            self._ask(json.dumps(list(changed)))
        assert self.process.stdout  # noqa: S101 - asked for above
        answer = self.process.stdout.readline()
        return json.loads(answer) if answer else "The build failed."

    def _ask(self, question: str) -> None:
        assert self.process is not None  # noqa: S101 - it was started
        assert self.process.stdin  # noqa: S101 - asked for above
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            self.process.stdin.write(f"{question}\n")
            self.process.stdin.flush()

    def end(self) -> None:
        """Let the process go, and wait until it is gone."""
        if self.process:
            with self.process as process:
                process.terminate()
            self.process = None


def _is_program(path: str) -> bool:
    """Say whether the file *path* is part of what builds: a plugin, or the settings."""
    return path.endswith(".py")
