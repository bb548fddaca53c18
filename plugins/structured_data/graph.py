"""The description of a page: a graph of nodes that refer to each other by their ids.

Search engines read a graph as they read single nodes
(https://developers.google.com/search/docs/appearance/structured-data/sd-policies).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from markupsafe import Markup

from plugins.kernel.settings import Settings
from plugins.kernel.story import Byline, Page, Story
from plugins.markup.text import words

from .authors import biography
from .image_objects import Pictured, image_objects
from .news_article import news_article
from .publisher import publisher, publisher_id, website, website_id
from .script import graph, node

Trail = Sequence[tuple[str, str]]
"""Names and addresses of pages, from the front page on."""


@dataclass(frozen=True)
class PageDescriber:
    """Describes any page of a site, by its *settings*, *policies* and *logo*."""

    settings: Settings
    policies: Mapping[str, str]
    logo: str

    @cached_property
    def site_nodes(self) -> list[str]:
        """The nodes on every page: the publisher and the site."""
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
        subject: Byline | Story | Page | None,
        listed: Sequence[Story],
        pictured: Iterable[Pictured],
    ) -> Markup:
        """Return the description of the page at *address* below the site's, for its script.

        *trail* is its breadcrumb, from the front page to the page above it, and *here* its own
        name there; the front page has none. *subject* is the story, author or standing page that
        it is about, if any; *listed* are the stories that it lists, in their order, and *pictured*
        what it shows with a picture.
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
            author = biography(cast(Byline, subject), settings)
            page |= {"@type": "ProfilePage", "mainEntity": {"@id": author.get("@id", url)}}
            if author.get("@id") != publisher_id(settings):
                nodes.append(author)
        elif getattr(subject, "kind", "") == "story":
            story = news_article(cast(Story, subject), settings, self.policies)
            page |= {"description": "", "mainEntity": {"@id": story["@id"]}}
            nodes.append(story)
        if not page["description"]:
            del page["description"]
        return graph([*self.site_nodes, *map(node, nodes), *image_objects(pictured, site)])


def breadcrumb(url: str, trail: Trail, here: str, site: str) -> dict[str, Any]:
    """Return the breadcrumb of the page *url* (https://schema.org/BreadcrumbList)."""
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
    """Return the headline of *story*, which is cached on it for the next page that lists it."""
    pieces = vars(story).setdefault("press_pieces", {})
    if "headline" not in pieces:
        pieces["headline"] = words(story.title)
    return pieces["headline"]  # type: ignore[no-any-return]
