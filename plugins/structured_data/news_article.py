"""A story as schema.org describes it (https://schema.org/NewsArticle)."""

from collections.abc import Mapping
from typing import Any

from plugins.kernel.text import plain

from .image_objects import image_object

SEARCHED = ("16x9", "4x3", "1x1")
"""The shapes in which search engines ask for a story's picture."""


def news_article(story: Any, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return *story* as a NewsArticle, ready to be serialised as JSON-LD; only what is known."""
    site = settings["SITEURL"]
    url = f"{site}/{story.url}"
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": plain(str(story.title)),
        "description": plain(str(story.summary)),
        "datePublished": story.date.isoformat(),
        "dateModified": getattr(story, "modified", story.date).isoformat(),
        "author": [
            {"@type": "Person", "name": author.name}
            | ({"url": f"{site}/{author.url}"} if author.listed else {})
            for author in story.authors
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings["SITENAME"]},
        "articleSection": story.category.name,
        "keywords": [tag.name for tag in story.tags],
        "inLanguage": story.lang,
        "mainEntityOfPage": url,
        "url": url,
        "isAccessibleForFree": True,
    }
    if story.image:
        parts = story.image.plan.crops() if story.image.plan else {}
        shown = [None, *(parts[name] for name in SEARCHED if name in parts)]
        data["image"] = [image_object(story.image, site, story.lang, each) for each in shown]
    others = [photo for photo in story.photos if photo != story.image]
    data["associatedMedia"] = [image_object(photo, site, story.lang) for photo in others]
    if story.dateline:
        data["dateline"] = plain(str(story.dateline))
    if story.corrections:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "datePublished": each.date.isoformat(),
                "text": plain(str(each.text)),
            }
            for each in story.corrections
        ]
    return {name: value for name, value in data.items() if value not in ("", [])}
