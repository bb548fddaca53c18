"""A story in schema.org's terms (https://schema.org/NewsArticle)."""

from collections.abc import Mapping
from typing import Any

from plugins.kernel.settings import Settings
from plugins.kernel.story import Story
from plugins.markup.tags import without
from plugins.markup.text import plain, split_words, words
from plugins.photos.formats import SEARCHED_CROPS

from .authors import byline
from .image_objects import image_object
from .publisher import publisher_id, website_id

TYPES: Mapping[str, str] = {
    "opinion": "OpinionNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "review": "ReviewNewsArticle",
}
"""A second type by kind of story, besides NewsArticle, the one that search engines know."""

WALLED: Mapping[str, object] = {
    "@type": "WebPageElement",
    "isAccessibleForFree": False,
    "cssSelector": ".story-body",
}
"""The part of a page that is for members
(https://developers.google.com/search/docs/appearance/structured-data/paywalled-content)."""

_CAPTION = frozenset({"figcaption"})
_UNSPACED = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Languages without spaces between words, in which words cannot be counted."""


def news_article(story: Story, settings: Settings, policies: Mapping[str, str]) -> dict[str, Any]:
    """Return *story* as a NewsArticle, without properties that are unknown."""
    site = str(settings["SITEURL"])
    url = f"{site}/{story.url}"
    kind = TYPES.get(story.genre)
    modified = getattr(story, "modified", None) or story.date
    data: dict[str, Any] = {
        "@type": ["NewsArticle", kind] if kind else "NewsArticle",
        "@id": f"{url}#story",
        "headline": words(story.title),
        "alternativeHeadline": words(story.deck),
        "description": plain(str(story.summary)),
        "datePublished": story.date.isoformat(),
        "dateModified": modified.isoformat(),
        "dateline": words(story.dateline),
        "author": [byline(author, settings) for author in story.authors],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": publisher_id(settings),
            "name": settings["SITENAME"],
        },
        "articleSection": story.category.name,
        "keywords": [tag.name for tag in story.tags if tag.listed],
        "wordCount": _word_count(story) if story.audience == "all" else 0,
        "inLanguage": story.lang,
        "isAccessibleForFree": story.audience == "all",
        "mainEntityOfPage": url,
        "url": url,
        "isPartOf": [{"@id": website_id(settings)}],
    }
    if story.series:
        series = {"@type": "CreativeWorkSeries", "name": story.series.name}
        if story.series.listed:
            series["url"] = f"{site}/{story.series.url}"
        data["isPartOf"].append(series)
    if story.image:
        # Without the site's public address no search engine comes, and no crop is made.
        parts = story.image.plan.crops() if story.image.plan and site else {}
        shown = [None, *(parts[name] for name in SEARCHED_CROPS if name in parts)]
        data["image"] = [image_object(story.image, site, story.lang, each) for each in shown]
    if story.audience == "members":
        data["hasPart"] = WALLED
    else:
        data |= _of_text(story, site)
    if "publishingPrinciples" in policies:
        data["publishingPrinciples"] = f"{site}/{policies['publishingPrinciples']}"
    return {
        name: value for name, value in data.items() if value not in ("", [], 0) or value is False
    }


def _of_text(story: Story, site: str) -> dict[str, object]:
    """Return what is known by the text of *story*: its other pictures, and its corrections."""
    others = [photo for photo in story.photos if photo != story.image]
    corrections = [
        {
            "@type": "CorrectionComment",
            "datePublished": each.date.isoformat(),
            "text": words(each.text),
        }
        for each in story.corrections
        if each.kind in ("correction", "clarification")  # schema.org has nothing for the others
    ]
    media = [image_object(photo, site, story.lang) for photo in others]
    return {"associatedMedia": media, "correction": corrections}


def _word_count(story: Story) -> int:
    """Return the number of words in the text of *story*, without captions; 0 if unknown."""
    if story.lang.split("-")[0] in _UNSPACED:
        return 0
    return len(split_words(without(story.content, _CAPTION, " ")))
