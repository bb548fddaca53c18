"""A story as a record to index: the text that can be found, and what a result shows."""

import re

from plugins.kernel.story import Story
from plugins.markup.blocks import blocks
from plugins.markup.text import plain

_ENDED = re.compile(r"[.!?…:;,。！？؟۔।]['\"’”»“)\]」』]*$")
"""The end of a sentence, after which no other mark is needed."""


def record(story: Story) -> dict[str, object]:
    """Return *story* as Pagefind takes it: its text, what results show, and what filters compare.

    Everything in ``meta`` can be found too, such as the headline and the names of the authors. A
    story without a text is found by its headline.
    """
    title = plain(str(story.title))
    if story.audience == "members":
        texts = dict.fromkeys((str(story.deck), str(story.summary)))
        text = _text("", "", "".join(f"<p>{each}</p>" for each in texts))
    else:
        text = _text(str(story.deck), str(story.lead_figure or ""), story._content)
    return {
        "url": f"/{story.url}",
        "content": text or title,
        "language": story.lang,
        "meta": {
            "title": title,
            "section": story.category.name,
            "date": story.date.date().isoformat(),
            "authors": ", ".join(author.name for author in story.authors),
            "topics": ", ".join(tag.name for tag in story.tags),
        },
        "filters": {
            "section": [story.category.slug],
            "author": sorted(author.slug for author in story.authors),
            "year": [str(story.date.year)],
        },
        "sort": {},
    }


def _text(deck: str, figure: str, body: str) -> str:
    """Return what can be found: the text, then the captions, so that none runs into the other.

    A reader sees a part of it around the word that was searched.
    """
    texts, captions = blocks(body)
    above, first = blocks(figure)
    words = [*filter(None, [plain(deck)]), *texts, *above]
    joined = [each if _ENDED.search(each) else f"{each} ·" for each in words[:-1]] + words[-1:]
    return " · ".join(filter(None, [" ".join(joined), *first, *captions]))
