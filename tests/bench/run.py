"""Compare build times: ``python -m tests.bench.run 1000 10000 --rounds 3``.

In every round, each contender builds each size in turn, so that other programs slow all of them
alike. The ratios are what counts. Above 20,000 stories only Stet is measured.

Delete nothing large in the five minutes before: ext4 does not reuse the inodes of files that were
just deleted, and makes new files slowly while it skips them (fs/ext4/ialloc.c).
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from .contenders import NAMES, Figures, contenders
from .report import growth, medians, ratios


def chosen(only: Sequence[str], without: Sequence[str]) -> list[str]:
    """Return the names that contain a word of *only*, if it has any, and none of *without*."""
    return [
        name
        for name in NAMES
        if (not only or any(word.lower() in name.lower() for word in only))
        and not any(word.lower() in name.lower() for word in without)
    ]


def main(arguments: Sequence[str]) -> None:
    """Run the measurements that the command line asks for; print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("numbers", type=int, nargs="*", default=[1000], help="of stories")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[], help='as in --only "Stet, cold" hugo')
    parser.add_argument("--without", nargs="+", default=[], help="as in --without stock")
    options = parser.parse_args(arguments)
    names = chosen(options.only, options.without)
    found: dict[int, dict[str, list[Figures]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory(prefix="stet-bench-") as folder:
        runs = {
            number: contenders(Path(folder, str(number)), number, names)
            for number in options.numbers
        }
        order = [(number, name) for number in runs for name in runs[number]]
        for turn in range(1, options.rounds + 1):
            for number, contender in order:
                took = runs[number][contender]()
                found[number][contender].append(took)
                message = f"round {turn}, {number:,} stories: {contender}, {took.wall:.2f} s"
                print(message, file=sys.stderr)
    tables = {
        number: {
            name: Figures(*map(median, zip(*took, strict=True))) for name, took in rows.items()
        }
        for number, rows in found.items()
    }
    for number, table in tables.items():
        print("", *medians(number, options.rounds, table), "", *ratios(number, table), sep="\n")
    print("", *growth(tables), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
