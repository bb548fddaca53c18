"""Generate the stories that benchmarks use; a number always gives the same bytes."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from .detailed import kept

SECTIONS = ("World", "Science", "Climate", "Technology", "Business", "Culture", "Sport", "City")
AUTHORS, TOPICS, WORDS = 20, 200, 600
PHOTOS, SHARING = 1000, 10
"""How many different photos there are at most, and how many stories in a row share one."""

FIRST = datetime(2001, 1, 1, 8, tzinfo=UTC)
STEP = timedelta(hours=2)  # 100,000 stories end in 2023; a later one would be withheld

_SYLLABLES = "ba co du fe gi lo ma ne po qui ra se ti vo wen xi yu zo char flo stri".split()
_DECOR = (
    '"{}," she said',
    "{} -- and {}",
    "the council's {}",
    "*{}*",
    "[{}](https://example.org/{})",
    "{} (2014)",
    "the '90s {}",
)


class Story(NamedTuple):
    """A story in no generator's format; *earlier* is the number of the story that it links to."""

    number: int
    headline: str
    deck: str
    section: str
    topics: list[str]
    authors: list[str]
    paragraphs: list[str]
    caption: str
    earlier: int | None

    @property
    def date(self) -> datetime:
        """Return the date of publication."""
        return date(self.number)

    @property
    def photo(self) -> str:
        """Return the file name of its photo."""
        return f"photo-{self.number // SHARING % PHOTOS}.jpg"


def words(chance: random.Random, number: int) -> Iterator[str]:
    """Yield *number* invented words, with punctuation as in news; none stands twice in a row."""
    before = ""
    for place in range(number):
        word = before
        while word == before:
            word = "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4)))
        before = word
        if place % 23 == 11:
            word = chance.choice(_DECOR).format(word, word)
        yield word


def paragraphs(chance: random.Random) -> Iterator[str]:
    """Yield the text of a story, paragraph by paragraph."""
    left = WORDS
    while left > 0:
        size = min(left, chance.randint(25, 60))
        sentence = " ".join(words(chance, size))
        yield f"{sentence[0].upper()}{sentence[1:]}."
        left -= size


def story(number: int) -> Story:
    """Return story *number*."""
    chance = random.Random(number)
    headline = " ".join(words(chance, 7)).replace("[", "").split("](")[0].capitalize()
    text = list(paragraphs(chance))
    caption = " ".join(words(chance, 14)).capitalize()
    earlier = chance.randrange(number) if number else None
    authors = chance.sample(range(AUTHORS), k=chance.choice((1, 1, 1, 2)))
    topics = chance.sample(range(TOPICS), k=3)
    section = chance.choice(SECTIONS)
    return Story(
        number=number,
        headline=headline,
        deck=" ".join(islice(words(chance, 12), 11)),  # the twelfth may have markup
        section=section,
        topics=[f"Topic {topic}" for topic in topics],
        authors=[f"Reporter {author}" for author in authors],
        paragraphs=text,
        caption=f"{caption}.",
        earlier=earlier,
    )


def date(number: int) -> datetime:
    """Return the date of publication of story *number*."""
    return FIRST + STEP * number


def path(number: int) -> str:
    """Return the path of story *number* in the content folder."""
    return f"stories/{date(number):%Y}/story-{number}.md"


def address(number: int) -> str:
    """Return the path of the page of story *number* in the output folder."""
    return f"{date(number):%Y/%m/%d}/story-{number}/index.html"


def photos(number: int) -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each photo of *number* stories."""
    for each, path in enumerate(kept(min(PHOTOS, -(-number // SHARING)))):
        yield f"photo-{each}.jpg", path


def put_photos(folder: Path, number: int) -> None:
    """Put the photos of *number* stories into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in photos(number):
        shutil.copyfile(path, folder / name)


def put(target: Path, data: bytes) -> None:
    """Write *data* to *target*; make its folder if it does not exist."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
