"""Captions, neighbours and related stories as plugins for stock Pelican commonly do them."""

from bs4 import BeautifulSoup
from pelican import signals


def caption(content):
    """Make a figure of each image that begins a paragraph."""
    if not content._content:
        return
    soup = BeautifulSoup(content._content, "html.parser")
    for image in soup.select("p > img"):
        figure, paragraph = soup.new_tag("figure"), image.parent
        words = soup.new_tag("figcaption")
        image["src"] = "/photos/" + image["src"]
        figure.append(image.extract())
        words.extend(list(paragraph.contents))
        figure.append(words)
        paragraph.replace_with(figure)
    content._content = str(soup)


def relate(generator):
    """Give each story its neighbours and three others that share most topics."""
    stories = generator.articles
    for newer, story, older in zip([None, *stories], stories, [*stories[1:], None], strict=False):
        story.next_article, story.prev_article = newer, older
    for story in stories:
        shared = {}
        for tag in story.tags:
            for other in generator.tags[tag]:
                if other is not story:
                    shared[other] = shared.get(other, 0) + 1
        story.related = sorted(shared, key=lambda other: -shared[other])[:3]


def register():
    """Connect to Pelican."""
    signals.content_object_init.connect(caption)
    signals.article_generator_finalized.connect(relate)
