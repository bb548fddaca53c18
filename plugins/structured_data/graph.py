"""All that machines are told of a page: nodes that refer to each other by their ids.

They stand in one graph, which search engines read as they do single nodes
(https://developers.google.com/search/docs/appearance/structured-data/sd-policies).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from plugins.kernel.settings import Settings
from plugins.kernel.story import Story
from plugins.markup.text import words

from .authors import biography
from .image_objects import image_objects
from .news_article import news_article
from .publisher import publisher, publisher_id, website, website_id
from .script import graph, node

Trail = Sequence[tuple[str, str]]
"""Names and addresses, from the front page on."""


@dataclass(frozen=True)
class Teller:
    """What tells machines of a page, by the site's *settings*, its *policies* and its *logo*."""

    settings: Settings
    policies: Mapping[str, str]
    logo: str

    @cached_property
    def house(self) -> list[str]:
        """What every page tells: who publishes it, and the site that it is of."""
        nodes = publisher(self.settings, self.policies, self.logo), website(self.settings)
        return [*map(node, nodes)]

    def __call__(
        self,
        address: str,
        title: str,
        description: str,
        lang: str,
        trail: Trail,
        here: str,
        subject: Any,
        listed: Sequence[Any],
        pictured: Iterable[Any],
    ) -> Markup:
        """Return the data of the page at *address* below the site's, as its script holds it.

        *trail* is its breadcrumb, from the front page to the page above it, and *here* its own
        name there; the front page has none. *subject* is the story, author or standing page that
        it is about, if any; *listed* are the stories that it lists, in their order, and *pictured*
        what stands on it with a picture.
        """
        settings, site = self.settings, str(self.settings["SITEURL"])
        url = f"{site}/{address}"
        page: dict[str, Any] = {
            "@type": "CollectionPage" if listed and trail else "WebPage",
            "@id": url,
            "url": url,
            "name": words(title),
            "description": words(description),
            "inLanguage": lang,
            "isPartOf": {"@id": website_id(settings)},
        }
        nodes = [page]
        if trail:
            page["breadcrumb"] = {"@id": f"{url}#breadcrumb"}
            nodes.append(breadcrumb(url, trail, here, site))
        if listed:
            page["mainEntity"] = {"@id": f"{url}#stories"}
            nodes.append(item_list(url, listed, site))
        if hasattr(subject, "profile"):
            told = biography(subject, settings)
            page |= {"@type": "ProfilePage", "mainEntity": {"@id": told.get("@id", url)}}
            if told.get("@id") != publisher_id(settings):
                nodes.append(told)
        elif getattr(subject, "kind", "") == "story":
            story = news_article(subject, settings, self.policies)
            page |= {"description": "", "mainEntity": {"@id": story["@id"]}}
            nodes.append(story)
        if not page["description"]:
            del page["description"]
        return graph([*self.house, *map(node, nodes), *image_objects(pictured, site)])


def breadcrumb(url: str, trail: Trail, here: str, site: str) -> dict[str, Any]:
    """Return the way to the page *url*, as it stands there (https://schema.org/BreadcrumbList)."""
    steps = [(name, f"{site}/{address}") for name, address in trail]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{url}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": words(name), "item": item}
            for at, (name, item) in enumerate([*steps, (here, url)], 1)
        ],
    }


def item_list(url: str, stories: Sequence[Story], site: str) -> dict[str, Any]:
    """Return the *stories* that the page *url* lists (https://schema.org/ItemList)."""
    return {
        "@type": "ItemList",
        "@id": f"{url}#stories",
        "numberOfItems": len(stories),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": at,
                "name": _headline(story),
                "url": f"{site}/{story.url}",
            }
            for at, story in enumerate(stories, 1)
        ],
    }


def _headline(story: Story) -> str:
    """Return the headline of *story*, which stays with it for the next page that lists it."""
    pieces = vars(story).setdefault("press_pieces", {})
    if "headline" not in pieces:
        pieces["headline"] = words(story.title)
    return pieces["headline"]  # type: ignore[no-any-return]
