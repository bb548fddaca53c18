"""Write an archive of stories to measure with: ``python -m tests.bench.archive folder 10000``.

The same number gives the same bytes, on every machine.
"""

import io
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

SECTIONS = ("World", "Science", "Climate", "Technology", "Business", "Culture", "Sport", "City")
AUTHORS, TOPICS, PHOTOS, WORDS = 20, 200, 100, 600
FIRST = datetime(2001, 1, 1, 8, tzinfo=UTC)
STEP = timedelta(hours=7)

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


def words(chance: random.Random, number: int) -> Iterator[str]:
    """Yield *number* words of no language, with the punctuation of a newspaper."""
    for place in range(number):
        word = "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4)))
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


def story(number: int) -> tuple[str, str]:
    """Return the path below the content folder and the text of story *number*."""
    chance = random.Random(number)
    date = FIRST + STEP * number
    headline = " ".join(words(chance, 7)).replace("[", "").split("](")[0].capitalize()
    blocks = list(paragraphs(chance))
    caption = " ".join(words(chance, 14)).capitalize()
    blocks.insert(
        1, f"![The view of {number}.](photo-{number % PHOTOS}.jpg)\n{caption}. (Photo: Ana Ruiz/AP)"
    )
    if number:
        other = chance.randrange(number)
        blocks.append(f"Read also [the earlier report]({{filename}}/{path(other)}).")
    authors = chance.sample(range(AUTHORS), k=chance.choice((1, 1, 1, 2)))
    topics = chance.sample(range(TOPICS), k=3)
    header = [
        f"Title: {headline}",
        f"Date: {date:%Y-%m-%d %H:%M}",
        f"Category: {chance.choice(SECTIONS)}",
        f"Tags: {', '.join(f'Topic {topic}' for topic in topics)}",
        f"Authors: {', '.join(f'Reporter {author}' for author in authors)}",
        f"Deck: {' '.join(words(chance, 12))}",
    ]
    return path(number), "\n".join([*header, "", "\n\n".join(blocks), ""])


def path(number: int) -> str:
    """Return where story *number* lies below the content folder."""
    return f"stories/{FIRST + STEP * number:%Y}/story-{number}.md"


def write(folder: Path, number: int) -> None:
    """Write *number* stories, with their photos and authors, below *folder*."""
    for each in range(number):
        where, text = story(each)
        _put(folder / where, text.encode())
    for each in range(AUTHORS):
        text = f"Title: Reporter {each}\nRole: Desk {each % 5}\n\nReporter {each} reports.\n"
        _put(folder / f"authors/reporter-{each}.md", text.encode())
    for each in range(PHOTOS):
        photo = io.BytesIO()
        Image.new("RGB", (1200, 800), (each * 2, 90, 140)).save(photo, "JPEG", quality=40)
        _put(folder / f"photos/photo-{each}.jpg", photo.getvalue())


def _put(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def main(arguments: Sequence[str]) -> None:
    """Write the archive that the command line asks for."""
    folder, number = arguments
    write(Path(folder), int(number))


if __name__ == "__main__":
    main(sys.argv[1:])
