"""The archive: a page for each year, which counts its months, and one for each month."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import Template

from plugins.kernel.contract import Shown
from plugins.kernel.pelican_types import Context
from plugins.kernel.story import Story

Write = Callable[..., None]
"""Plans a page: Pelican's ``Writer.write_file``."""


@dataclass(eq=False)
class Period:
    """A year or a month: its *number*, such as (2026, 3), and what was published, newest first.

    Its *url* is empty if it has no page. *months* are those of its year, in their order, and *year*
    is the address of that.
    """

    number: tuple[int, ...]
    stories: Sequence[Story]
    url: str = ""
    year: str = ""
    months: list["Period"] = field(default_factory=list, repr=False)

    @property
    def save_as(self) -> str:
        """The file of its page."""
        return f"{self.url}index.html"

    @property
    def counts_months(self) -> bool:
        """Whether its page counts the stories of its months, and does not list them."""
        return len(self.number) == 1 and any(month.url for month in self.months)


def archive(stories: Sequence[Story], patterns: Mapping[str, str]) -> list[Period]:
    """Return the years of *stories*, newest first, with their months.

    *patterns* are the addresses of "year" and "month"; without one there are no such pages.
    """
    months = list(_periods(stories, 2, patterns.get("month", "")))
    years = list(_periods(stories, 1, patterns.get("year", "")))
    for year in years:
        year.months = [month for month in reversed(months) if month.number[:1] == year.number]
        for month in year.months:
            month.months, month.year = year.months, year.url
    return years


def _periods(stories: Iterable[Story], parts: int, pattern: str) -> Iterator[Period]:
    """Yield the years or, with two *parts*, the months of *stories*, newest first.

    Where clocks are set back over midnight, a period can be over and go on again.
    """
    groups: dict[tuple[int, ...], list[Story]] = {}
    for story in stories:
        number = (story.date.year, story.date.month)[:parts]
        groups.setdefault(number, []).append(story)
    for number in sorted(groups, reverse=True):
        yield Period(number, groups[number], pattern.format(date=groups[number][0].date))


def pages(years: Iterable[Period]) -> list[Period]:
    """Return those of *years* and of their months that have a page."""
    every = (period for year in years for period in (year, *year.months))
    return [period for period in every if period.url]


def write_pages(context: Context, template: Callable[[str], Template], write: Write) -> None:
    """Have the pages of the archive in *context* written; those that list stories in several."""
    for period in pages(context["archive"]):
        listed = {"articles": period.stories, "template_name": "period_archives"}
        write(
            period.save_as,
            template("year" if period.counts_months else "period_archives"),
            context,
            url=period.url,
            period=period,
            **({} if period.counts_months else listed),
        )


def shown(period: Period) -> Shown:
    """Return what the page of a *period* shows, apart from its stories: other months, or counts."""
    words = [_counted(month) if period.counts_months else month.url for month in period.months]
    return Shown(words=[period.url, period.year, *words])


def shown_archive(years: Iterable[Period]) -> Shown:
    """Return what the page of the whole archive shows: each year and month, counted."""
    return Shown(words=[_counted(each) for year in years for each in (year, *year.months)])


def _counted(period: Period) -> str:
    return f"{period.number} {period.url} {len(period.stories)}"
