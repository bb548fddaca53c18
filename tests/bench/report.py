"""The tables that `make bench` prints."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .contenders import (
    HUGO,
    HUGO_BODY,
    IMPORT,
    SEARCHED,
    SEARCHED_BODY,
    STET,
    STET_BODY,
    STET_HEADLINE,
    STOCK,
    Figures,
)

Table = Mapping[str, Figures]
"""The medians for one number of stories, by what was measured."""


class Goal(NamedTuple):
    """A goal for the ratio of *one* to *other*: *least* is required, *aim* is wished for."""

    one: str
    other: str
    least: float
    aim: float


GOALS_AT = 10_000
"""The number of stories that the goals are for; for others they are printed as a comparison."""

GOALS = (
    Goal(STET, STOCK, 0.30, 0.15),
    Goal(STET, HUGO, 3.0, 1.5),
    Goal(STET_BODY, HUGO_BODY, 0.10, 0.05),
    Goal(STET_BODY, IMPORT, 6, 3),
    Goal(STET_HEADLINE, STET_BODY, 2, 1.3),
)
BESIDE = ((SEARCHED, STET), (SEARCHED_BODY, STET_BODY), (SEARCHED, STOCK), (SEARCHED_BODY, IMPORT))
"""Ratios without a goal."""
MEMORY = (450, 250)
COLD_CPU = (1_000, 10_000, 10.5, 10)
BODY_WALL = (10_000, 100_000, 11, 5)

_HEAD = f"{'':56}{'at least':>10}{'aim':>8}"


def medians(number: int, rounds: int, table: Table) -> Iterator[str]:
    """Yield a line for each contender: what it took for *number* stories."""
    yield f"{number:,} stories, medians of {rounds} rounds"
    yield f"{'':56}{'wall s':>10}{'CPU s':>8}{'MiB':>8}"
    for name, took in table.items():
        yield f"{name:56}{took.wall:10.2f}{took.cpu:8.2f}{took.memory:8.0f}"


def ratios(number: int, table: Table) -> Iterator[str]:
    """Yield a line for each ratio in *table*, with its goal for wall time."""
    yield f"{_HEAD}{'wall':>8}{'CPU':>8}{'memory':>8}"
    goals = [(one, other, f"{least:10.2f}{aim:8.2f}") for one, other, least, aim in GOALS]
    for one, other, goal in (*goals, *((*pair, "") for pair in BESIDE)):
        if one in table and other in table:
            pairs = zip(table[one], table[other], strict=True)
            found = "".join(f"{mine / theirs:8.2f}" for mine, theirs in pairs)
            yield f"{f'{one} / {other}':56}{goal:18}{found}"
    sizes = [took.memory for name, took in table.items() if name.startswith("Stet")]
    if sizes:
        yield f"{'Stet, largest process, MiB':56}{MEMORY[0]:10}{MEMORY[1]:8}{max(sizes):24.0f}"
    if number != GOALS_AT:
        yield f"(the goals are for {GOALS_AT:,} stories)"


def growth(tables: Mapping[int, Table]) -> Iterator[str]:
    """Yield a line for each ratio to an archive ten times as large, if both were measured."""
    small, large, least, aim = COLD_CPU
    if STET in tables.get(small, ()) and STET in tables.get(large, ()):
        found = tables[large][STET].cpu / tables[small][STET].cpu
        yield f"{f'{STET}, CPU, {large:,} / {small:,}':56}{least:10.2f}{aim:8.2f}{found:16.2f}"
    small, large, least, aim = BODY_WALL
    if STET_BODY in tables.get(small, ()) and STET_BODY in tables.get(large, ()):
        found = tables[large][STET_BODY].wall / tables[small][STET_BODY].wall
        yield f"{f'{STET_BODY}, {large:,} / {small:,}':56}{least:10.2f}{aim:8.2f}{found:8.2f}"
