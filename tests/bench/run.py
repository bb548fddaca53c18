"""Measure builds side by side: ``python -m tests.bench.run 1000 --rounds 3``.

Every round builds with each contender in turn, so that what else the machine does falls on all
alike. What counts are the ratios.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from .archive import path, write

HERE = Path(__file__).parent
SECTIONS = '["World", "Science", "Climate", "Technology", "Business", "Culture", "Sport", "City"]'


class Figures(NamedTuple):
    """What one run took: seconds by the clock, seconds of all cores, MiB of the largest process."""

    wall: float
    cpu: float
    memory: float


def measured(command: Sequence[str]) -> Figures:
    """Run *command* and return what it took. Raises CalledProcessError where it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(said.decode(errors="replace"), file=sys.stderr)
        raise subprocess.CalledProcessError(process.returncode, command)
    return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pelican(content: Path, output: Path, conf: str | Path, *options: str) -> list[str]:
    """Return the command that builds *content* into *output*."""
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", str(conf)]
    return [*command, "--fatal", "errors", *options]


def contenders(folder: Path, number: int) -> dict[str, Callable[[], Figures]]:
    """Return what is measured, by name, on an archive of *number* stories in *folder*."""
    content, edited = folder / "content", folder / "content" / path(number // 2)
    options = ["-e", f'PRESS_CACHE="{folder}/cache"', "-e", f"SECTIONS={SECTIONS}"]
    stet = pelican(content, folder / "stet", "pelicanconf.py", *options)
    stock = pelican(content, folder / "stock", HERE / "stock/stockconf.py")

    def cold() -> Figures:
        shutil.rmtree(folder / "stet", ignore_errors=True)
        shutil.rmtree(folder / "cache", ignore_errors=True)
        return measured(stet)

    def body() -> Figures:
        edited.write_text(edited.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")
        return measured(stet)

    def headline() -> Figures:
        text = edited.read_text("utf-8")
        edited.write_text(text.replace("Title: ", "Title: New ", 1), "utf-8")
        return measured(stet)

    def stock_cold() -> Figures:
        shutil.rmtree(folder / "stock", ignore_errors=True)
        return measured(stock)

    return {
        "stock Pelican, cold": stock_cold,
        "Stet, cold": cold,
        "Stet, nothing changed": lambda: measured(stet),
        "Stet, one body edit": body,
        "Stet, one headline edit": headline,
        "import pelican": lambda: measured([sys.executable, "-c", "import pelican"]),
    }


RATIOS = (
    ("Stet, cold", "stock Pelican, cold"),
    ("Stet, one body edit", "stock Pelican, cold"),
    ("Stet, one body edit", "import pelican"),
    ("Stet, one headline edit", "Stet, one body edit"),
)


def main(arguments: Sequence[str]) -> None:
    """Measure what the command line asks for and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-stock", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="stet-bench-") as name:
        folder = Path(name)
        write(folder / "content", options.number)
        every = contenders(folder, options.number)
        if options.without_stock:
            del every["stock Pelican, cold"]
        found: dict[str, list[Figures]] = defaultdict(list)
        for _ in range(options.rounds):
            for contender, run in every.items():
                found[contender].append(run())
    middle = {name: Figures(*map(median, zip(*runs, strict=True))) for name, runs in found.items()}
    print(f"{options.number} stories, medians of {options.rounds} rounds")
    print(f"{'':26}{'wall s':>9}{'CPU s':>9}{'MiB':>7}")
    for contender, (wall, cpu, memory) in middle.items():
        print(f"{contender:26}{wall:9.2f}{cpu:9.2f}{memory:7.0f}")
    for one, other in RATIOS:
        if one in middle and other in middle:
            ratio = middle[one].wall / middle[other].wall
            print(f"{one} / {other}: {ratio:.2f} wall")


if __name__ == "__main__":
    main(sys.argv[1:])
