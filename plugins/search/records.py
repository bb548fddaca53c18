"""A story as a record to index: the text that can be found, and what a result shows."""

from plugins.kernel.story import Story
from plugins.markup.text import plain


def record(story: Story) -> dict[str, object]:
    """Return *story* as Pagefind takes it: its text, what results show, and what filters compare.

    Everything in ``meta`` can be found too, such as the headline and the names of the authors. A
    story without a text is found by its headline.
    """
    title = plain(str(story.title))
    text = "\n".join(filter(None, (plain(str(story.deck)), plain(story._content))))
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
