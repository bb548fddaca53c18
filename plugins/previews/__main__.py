"""Put a story where only those can read it who have its address: ``python -m plugins.previews``.

It takes the options of ``python -m plugins.press`` but for the settings file. ``STORY``, ``DAYS``
and ``SITEURL`` are variables of the environment.
"""

import importlib.util
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.kernel.faults import printable

from .record import RECORD, Preview, read_record, renewed, story_path, write_record

MOST_DAYS = 3650


def days_of(typed: str) -> int:
    """Return the number of days that was *typed*, 7 without any. Raises ValueError."""
    if not typed.strip():
        return 7
    if not typed.strip().isdecimal() or not 1 <= int(typed[:9]) <= MOST_DAYS:
        raise ValueError(f'DAYS is "{typed}". Type a whole number from 1 to {MOST_DAYS}')
    return int(typed)


def address_in(file: str) -> str:
    """Return the address of the site by the settings *file*; empty without one."""
    if not Path(file).is_file():
        return ""
    spec = importlib.util.spec_from_file_location(Path(file).stem, file)
    if spec is None or spec.loader is None:
        return ""
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(Path(file).absolute().parent))
    try:
        spec.loader.exec_module(module)
    except Exception:  # whatever the newsroom's own lines raise: the build reports it
        return ""
    finally:
        sys.path.pop(0)
    return str(getattr(module, "SITEURL", "") or "")


def ask(content: Path, typed: str, days: int, moment: datetime) -> Preview:
    """Record a preview of the story that was *typed*, from this *moment*, and return it.

    Raises ValueError with what is wrong.
    """
    path = story_path(typed, content)
    previews, faults = read_record(content, str(content / RECORD))
    if faults:
        raise ValueError("\n".join(map(str, faults)))
    until = (moment + timedelta(days=days, minutes=1)).replace(second=0, microsecond=0)
    previews, asked = renewed(previews, path, until, moment, secrets.token_urlsafe(32))
    write_record(content, previews)
    return asked


def main(arguments: Sequence[str]) -> int:
    """Build the site with the preview that was asked for; return what to exit with."""
    content, site = Path(arguments[0]), os.environ.get("SITEURL", "")
    published = site or address_in("publishconf.py")
    file = "publishconf.py" if published and Path("publishconf.py").is_file() else "pelicanconf.py"
    record, before = content / RECORD, None
    with suppress(FileNotFoundError):
        before = record.read_bytes()
    try:
        days = days_of(os.environ.get("DAYS", ""))
        asked = ask(content, os.environ.get("STORY", ""), days, datetime.now(UTC))
    except (ValueError, OSError) as problem:
        print("\n".join(map(printable, str(problem).splitlines())), file=sys.stderr)
        return 1
    done = False
    try:
        done = _build(arguments, file, asked)
    finally:
        if not done:
            _restore(record, before)
    if not done:
        return 1
    output = Path(arguments[arguments.index("-o") + 1] if "-o" in arguments else "output")
    if not (output / asked.url / "index.html").is_file():
        _restore(record, before)
        print('PLUGINS lacks "plugins.previews". Put it back', file=sys.stderr)
        return 1
    address = published or address_in("pelicanconf.py")
    print(f"The preview is at {address.rstrip('/')}/{asked.url}", flush=True)
    return 0


def _build(arguments: Sequence[str], file: str, asked: Preview) -> bool:
    command = [sys.executable, "-m", "plugins.press", *arguments, "-s", file]
    own = f'PREVIEW="{asked.token}"'
    if "-e" in command:  # a second one would undo the first
        command.insert(command.index("-e") + 1, own)
    else:
        command += ["-e", own]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own command


def _restore(record: Path, before: bytes | None) -> None:
    """Let the *record* be as it was *before*: what could not be shown was not recorded."""
    if before is None:
        record.unlink(missing_ok=True)
    else:
        record.write_bytes(before)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
