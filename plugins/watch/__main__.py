"""Publish, and again when something is due: ``python -m plugins.watch content -o output``.

It takes the options of ``python -m plugins.press``. ``THEN``, a variable of the environment, is a
command that brings the site to its server after each publication.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .waiting import RETRY, Publication, follow

_WATCHED = ("house", "theme", "plugins", "pelicanconf.py", "publishconf.py")
_LAST_BUILD = Path(".stet/last-build.json")
_WHOLE, _WITHOUT_BROKEN = 0, 3
"""Statuses of builds that published: the whole site, or all of it but what is broken."""


@dataclass(frozen=True)
class Site:
    """The site that *arguments* of the press's command describe, and what to do *then*."""

    arguments: Sequence[str]
    then: str = ""

    def publish(self, moment: datetime) -> Publication:
        """Build the site of this *moment* and upload it; return how that went."""
        at = moment.replace(microsecond=0)
        status = _finished(self._build(at))
        if status not in (_WHOLE, _WITHOUT_BROKEN):
            _say("Nothing was published. The next change of a file is the next attempt.")
            return Publication(at, self.due_after(at), broken=True)
        left_out = _left_out() if status == _WITHOUT_BROKEN else frozenset()
        again = None
        if self.then and _finished(["/bin/sh", "-c", self.then]):
            _say(f"{self.then} failed. It is tried again in a minute.")
            again = at + RETRY
        return Publication(at, self.due_after(at), left_out=left_out, again=again)

    def due_after(self, moment: datetime) -> datetime | None:
        """Return the moment of what is due next after this *moment*, and say what it is."""
        command = self._build(moment, NEXT="json")
        done = subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, encoding="utf-8", check=False, start_new_session=True
        )
        if done.returncode:
            _say(f"{done.stderr}What is due next is not known until this is mended.")
            return None
        due = json.loads(done.stdout)
        _say("  ".join(due.values()) if due else "Nothing is due.")
        return datetime.fromisoformat(due["moment"]) if due else None

    def _build(self, moment: datetime, **settings: str) -> list[str]:
        """Return the command that builds the site of this *moment*, whatever NOW is set to."""
        settings["NOW"] = f"{moment:%Y-%m-%d %H:%M:%S} +00:00"
        more = [f"{name}={json.dumps(value)}" for name, value in settings.items()]
        press, given = [sys.executable, "-m", "plugins.press"], [*self.arguments]
        if "-e" not in given:
            return [*press, *given, "-e", *more]
        place = given.index("-e") + 1  # a second -e would undo the first
        return [*press, *given[:place], *more, *given[place:]]


def _left_out() -> frozenset[str]:
    """Return the files of the stories that the last build left out, as `_ticks` gives them."""
    found = json.loads(_LAST_BUILD.read_text("utf-8"))["left_out"]
    return frozenset(os.path.abspath(each["file"]) for each in found)


def _finished(command: Sequence[str]) -> int:
    """Run *command* and return its status; if this process is to end, that ends before it.

    It has a session of its own, for Ctrl-C in a terminal goes to all processes of a session, and
    one that is just starting would answer with a traceback.
    """
    process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - ours, or the newsroom's
    try:
        return process.wait()
    except KeyboardInterrupt:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        raise


def _ticks(content: str) -> Iterator[set[str]]:
    """Yield each second, and at a change, which files of the newsroom changed."""
    from watchfiles import watch  # here, so that Ctrl-C is heeded while it is loaded

    paths = [path for path in (content, *_WATCHED) if Path(path).exists()]
    for changes in watch(*paths, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=True):
        yield {os.path.abspath(path) for _, path in changes}


def _say(text: str) -> None:
    print(f"{datetime.now().astimezone():%H:%M:%S} {text.rstrip()}", flush=True)


def _end(*_: object) -> None:
    """End as with Ctrl-C; a second signal changes nothing."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(arguments: Sequence[str]) -> int:
    """Publish and wait until Ctrl-C or a signal to end; return what to exit with."""
    signal.signal(signal.SIGTERM, _end)
    site = Site(arguments, os.environ.get("THEN", ""))
    try:
        follow(_ticks(arguments[0]), lambda: datetime.now(UTC), site.publish, site.due_after, _say)
    except KeyboardInterrupt:
        print("\nStopped. Nothing is published until you type the command again.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
